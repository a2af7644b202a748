"""Who knocks, as far as an address tells."""

from __future__ import annotations

import ipaddress


def network_of(peer: str) -> str:
    """Whoever has one of the new addresses has a whole /64 of them."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return peer
    if isinstance(address, ipaddress.IPv6Address):
        old = address.ipv4_mapped
        return str(old or ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)
