"""The one way out by HTTP: no request of ours can be talked into reaching the inside of the network.

The name is resolved here, every address it has is checked, and the connection goes to one that was: a
name that
resolves otherwise a moment later changes nothing. Each redirect is a new request with the same checks.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore

from helpdesk.lib.guarded_addresses import Forbidden, GuardedBackend, Unreachable

MEGABYTE = 1024 * 1024
NEVER_LEFT = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout)


class TooLarge(Exception):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # lower case
    body: bytes
    url: str  # after redirects


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """An answer whose body is still on its way."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]  # TooLarge past the limit, Unreachable when it breaks off
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    seconds: float = 10.0  # for connecting, and for each wait
    largest: int = MEGABYTE
    redirects: int = 3
    inside: frozenset[tuple[str, int]] = frozenset()  # (host, port) that whoever runs the server has allowed
    hosts: tuple[str, ...] = ()  # if any: only these, and what lies below them


def get(url: str, *, headers: Mapping[str, str] | None = None, limits: Limits = Limits()) -> Answer:
    with open_url(url, headers=headers, limits=limits) as coming:
        return _whole(coming)


@contextmanager
def open_url(
    url: str, *, headers: Mapping[str, str] | None = None, limits: Limits = Limits()
) -> Iterator[Coming]:
    """As get(), for what is too large for memory."""
    _check(url, limits)
    origin = _origin(url)
    for _ in range(limits.redirects + 1):
        given = headers or {}
        with _asked("GET", url, given if _origin(url) == origin else _harmless(given), b"", limits) as coming:
            target = coming.headers.get("location")
            if coming.status not in {301, 302, 303, 307, 308} or not target:
                yield coming
                return
            url = _joined(url, target)
    raise Forbidden("Too many redirects.")


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str] | None = None,
    limits: Limits = Limits(),
    method: str = "POST",
) -> Answer:
    """Not repeated by a redirect: what it carries may be a secret."""
    with _asked(method, url, headers or {}, body, limits) as coming:
        return _whole(coming)


def _whole(coming: Coming) -> Answer:
    return Answer(status=coming.status, headers=coming.headers, body=b"".join(coming.chunks), url=coming.url)


@contextmanager
def _asked(
    method: str, url: str, headers: Mapping[str, str], body: bytes, limits: Limits
) -> Iterator[Coming]:
    _check(url, limits)
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), limits.seconds)
    backend, context = GuardedBackend(limits.inside), ssl.create_default_context()
    with (
        _as_unreachable(),
        httpcore.ConnectionPool(network_backend=backend, ssl_context=context, retries=0) as pool,
        pool.stream(
            method, url, headers=_plain(url, headers, body), content=body, extensions={"timeout": timeout}
        ) as response,
    ):
        found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        chunks = _limited(response.iter_stream(), limits.largest)
        yield Coming(status=response.status, headers=found, chunks=chunks, url=url)


@contextmanager
def _as_unreachable() -> Iterator[None]:
    try:
        yield
    except NEVER_LEFT as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
        raise Unreachable(f"{type(error).__name__}: {error}", may_have_arrived=True) from error


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise Forbidden(f"No URL: {error}") from error


def _check(url: str, limits: Limits) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Forbidden(f"No URL: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Forbidden("Only http and https.")
    if parts.username or parts.password:
        raise Forbidden("No passwords in URLs.")
    host = parts.hostname.lower()
    if limits.hosts and not any(host == one or host.endswith(f".{one}") for one in limits.hosts):
        raise Forbidden(f"{host} is not where this is to be found.")


def _limited(chunks: Iterable[bytes], largest: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > largest:
            raise TooLarge(f"More than {largest} bytes.")
        yield chunk


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
