"""Which pages may hold a chat. It stops other pages, not programs: it proves nothing about anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

MOST = 50
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
LONGEST_PAGE = 500


class BadOrigin(ValueError):
    pass


def read_origin(text: str) -> str:
    """As it is stored: scheme and host, a port if it has an unusual one. BadOrigin for anything else.

    `https://*.shop.example` stands for whatever lies below shop.example.
    """
    text = text.strip().lower().rstrip("/")
    scheme, divider, host = text.partition("://")
    name, port = _name_and_port(host)
    is_near = name in LOOPBACK
    if not divider or scheme not in {"http", "https"} or (scheme == "http" and not is_near):
        raise BadOrigin(text)
    if not is_near and not (HOST.fullmatch(name) and "." in name.removeprefix("*.")):
        raise BadOrigin(text)
    if port and not (port.isdigit() and 0 < int(port) < 65536):
        raise BadOrigin(text)
    return text.removesuffix({"https": ":443", "http": ":80"}[scheme])


def _name_and_port(host: str) -> tuple[str, str]:
    """An address of IPv6 stands in brackets, and its colons divide nothing (RFC 3986 §3.2.2)."""
    if host.startswith("["):
        name, bracket, rest = host.partition("]")
        return name + bracket, rest.removeprefix(":")
    name, _, port = host.partition(":")
    return name, port


def is_allowed(origin: str, allowed: Iterable[str]) -> bool:
    """Ours always is: the page that opens the chat by its address, and the one that tries it out."""
    return _is_own(origin) or any(_matches(origin, one) for one in allowed)


def own_origin() -> str:
    home = urlsplit(settings.BASE_URL)
    return f"{home.scheme}://{home.netloc}".lower()


def _is_own(origin: str) -> bool:
    """On the machine itself it goes by several names: a trial is opened by any of them."""
    own = own_origin()
    name = next((one for one in LOOPBACK if _name_and_port(urlsplit(own).netloc)[0] == one), "")
    return origin == own or (bool(name) and any(origin == own.replace(name, other, 1) for other in LOOPBACK))


def _matches(origin: str, allowed: str) -> bool:
    if "://*." not in allowed:
        return origin == allowed
    scheme, _, host = allowed.partition("://*")
    return origin.startswith(f"{scheme}://") and origin.endswith(host) and _is_host(origin, scheme)


def _is_host(origin: str, scheme: str) -> bool:
    rest = origin.removeprefix(f"{scheme}://").partition(":")[0]
    return bool(HOST.fullmatch(rest))


def page_without_query(url: str) -> str:
    """Queries and fragments hold secrets of other people's sites."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc or "@" in parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.netloc}{parts.path}"[:LONGEST_PAGE]
