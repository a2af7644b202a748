"""Where a request of ours may go: names are resolved here, and every address is checked before it is used."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore

NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Forbidden(Exception):
    """The URL leads where no request of ours may go, or is no URL that we ask."""


class Unreachable(Exception):
    """`may_have_arrived`: it broke off after the request had begun to leave."""

    def __init__(self, words: str, *, may_have_arrived: bool = False) -> None:
        super().__init__(words)
        self.may_have_arrived = may_have_arrived


def is_public(address: Address) -> bool:
    """Also of what hides a v4 address in a v6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to addresses it has resolved and checked itself."""

    def __init__(self, inside: frozenset[tuple[str, int]]) -> None:
        self._inside = inside  # (host, port) that whoever runs the server has allowed
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
        if (host.lower(), port) not in self._inside and not all(map(is_public, addresses)):
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
