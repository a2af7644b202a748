"""The one way out by HTTP: no request of ours can be talked into reaching the inside of the network.

The name is resolved here, every address it has is checked, and the connection goes to one that was: a
name that
resolves otherwise a moment later changes nothing. Each redirect is a new request with the same checks.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

MEGABYTE = 1024 * 1024
NAT64 = ipaddress.ip_network("64:ff9b::/96")
SIX_TO_FOUR = ipaddress.ip_network("2002::/16")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(Exception):
    """The URL leads where no request of ours may go, or is no URL that we ask."""


class TooLarge(Exception):
    pass


class Unreachable(Exception):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # lower case
    body: bytes
    url: str  # after redirects


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    seconds: float = 10.0  # for connecting, and for each wait
    largest: int = MEGABYTE
    redirects: int = 3
    inside: frozenset[tuple[str, int]] = frozenset()  # (host, port) that whoever runs the server has allowed


def get(url: str, *, headers: Mapping[str, str] | None = None, limits: Limits = Limits()) -> Answer:
    return _follow("GET", url, headers or {}, b"", limits)


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str] | None = None,
    limits: Limits = Limits(),
) -> Answer:
    """Not repeated by a redirect: what it carries may be a secret."""
    return _ask("POST", url, headers or {}, body, limits)


def is_public(address: Address) -> bool:
    """Also of what hides a v4 address in a v6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _follow(method: str, url: str, headers: Mapping[str, str], body: bytes, limits: Limits) -> Answer:
    origin = None
    for _ in range(limits.redirects + 1):
        _check(url)
        origin = origin or _origin(url)
        same = _origin(url) == origin
        answer = _ask(method, url, headers if same else _harmless(headers), body, limits)
        target = answer.headers.get("location")
        if answer.status not in {301, 302, 303, 307, 308} or not target:
            return answer
        url = _joined(url, target)
    raise Forbidden("Too many redirects.")


def _ask(method: str, url: str, headers: Mapping[str, str], body: bytes, limits: Limits) -> Answer:
    _check(url)
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), limits.seconds)
    backend = _GuardedBackend(limits)
    context = ssl.create_default_context()
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, ssl_context=context, retries=0) as pool,
            pool.stream(
                method, url, headers=_plain(url, headers, body), content=body, extensions={"timeout": timeout}
            ) as response,
        ):
            return Answer(
                status=response.status,
                headers={
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in response.headers
                },
                body=_read(response.iter_stream(), limits.largest),
                url=url,
            )
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error


class _GuardedBackend(httpcore.NetworkBackend):
    """Connects to addresses it has resolved and checked itself."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _resolve(host, port)
        if (host.lower(), port) not in self._limits.inside and not all(map(is_public, addresses)):
            raise Forbidden(f"{host} is inside a private network.")
        return self._plain.connect_tcp(str(addresses[0]), port, timeout=timeout)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise Forbidden("No sockets of this machine.")

    def sleep(self, seconds: float) -> None:
        self._plain.sleep(seconds)


def _resolve(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise Unreachable(f"{host} cannot be resolved.") from error
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise Forbidden(f"No URL: {error}") from error


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Forbidden(f"No URL: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Forbidden("Only http and https.")
    if parts.username or parts.password:
        raise Forbidden("No passwords in URLs.")


def _read(chunks: Iterable[bytes], largest: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > largest:
            raise TooLarge(f"More than {largest} bytes.")
    return bytes(body)


def _plain(url: str, headers: Mapping[str, str], body: bytes) -> list[tuple[str, str]]:
    given = {name.lower(): value for name, value in headers.items()}
    needed = {"host": urlsplit(url).netloc, "user-agent": "Alur", "accept-encoding": "identity"}
    if body:
        needed["content-length"] = str(len(body))
    return list({**given, **needed}.items())


def _harmless(headers: Mapping[str, str]) -> dict[str, str]:
    """What a redirect may carry to another place."""
    return {name: value for name, value in headers.items() if name.lower() in {"accept", "accept-language"}}


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port
