"""An SMTP server that takes lines of any length and bounds what a client may hold; who it serves is its
handler's.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, AnyStr

from aiosmtpd.smtp import SMTP, syntax

from channels_in.mail.loopback import is_loopback
from channels_in.mail.smtp_limits import MOST_OF_ONE_PEER
from channels_in.network import network_of

MEGABYTE = 1024 * 1024
FIND_LINE = 64 * 1024  # longer lines arrive in pieces: see smtp_DATA


@dataclass(kw_only=True)
class Terms:
    """What the server offers and how much it bears."""

    hostname: str
    largest: int = 30 * MEGABYTE
    idle_seconds: float = 300.0  # per command, and for the whole of one DATA: RFC 5321 §4.5.3.2
    most_connections: int = 200
    most_of_one_peer: int = MOST_OF_ONE_PEER
    is_spared: Callable[[str], bool] = is_loopback  # a peer from whom all of them may come
    tls: ssl.SSLContext | None = None
    connected: dict[Any, str] = field(default_factory=dict)  # each server's peer, by network
    taking: int = 0  # mails between their last dot and our answer

    def has_room_for(self, peer: str) -> bool:
        of_this_peer = sum(network == network_of(peer) for network in self.connected.values())
        is_many = of_this_peer >= self.most_of_one_peer and not self.is_spared(peer)
        return len(self.connected) < self.most_connections and not is_many


class Server(SMTP):
    """One per connection."""

    line_length_limit = FIND_LINE

    def __init__(self, handler: object, *, terms: Terms) -> None:
        super().__init__(
            handler,
            hostname=terms.hostname,
            ident="ESMTP",
            data_size_limit=terms.largest,
            enable_SMTPUTF8=True,
            timeout=terms.idle_seconds,
            tls_context=terms.tls,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
            loop=asyncio.get_running_loop(),
        )
        self.terms = terms
        self.command_size_limits.update(MAIL=2048, RCPT=2048)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = str((transport.get_extra_info("peername") or [""])[0])
        if self not in self.terms.connected and not self.terms.has_room_for(peer):
            transport.write(b"421 4.3.2 Too many connections, try again later\r\n")  # type: ignore[attr-defined]
            transport.close()
            return
        self.terms.connected[self] = network_of(peer)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self in self.terms.connected:
            del self.terms.connected[self]
            super().connection_lost(error)

    def eof_received(self) -> bool | None:
        return super().eof_received() if self in self.terms.connected else False

    async def push(self, status: AnyStr) -> None:
        """What aiosmtpd says of a size that is announced names no limit; the sender's server passes it on."""
        if isinstance(status, str) and status.startswith("552 Error"):
            await super().push(self._too_large)
        else:
            await super().push(status)

    @property
    def _too_large(self) -> str:
        megabytes = self.terms.largest / MEGABYTE
        return f"552 5.3.4 Too large: at most {megabytes:.3g} MB as sent; files grow by a third on their way"

    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:
        """As in aiosmtpd, but a line may be longer than the reader's buffer, and what is too much is not
        kept.
        """
        if await self.check_helo_needed():
            return
        if not (self.envelope and self.envelope.rcpt_tos):
            await self.push("503 5.5.1 RCPT first")
        elif arg:
            await self.push("501 5.5.4 Syntax: DATA")
        else:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            self.envelope.content = await self._read_content()
            self.terms.taking += 1
            try:
                answer = await self._take()
            finally:
                self.terms.taking -= 1
                self._set_post_data_state()  # type: ignore[no-untyped-call]
            await self.push(answer)

    async def _take(self) -> str:
        if self.envelope is None or self.envelope.content is None:
            return self._too_large
        return str(await self._call_handler_hook("DATA"))

    async def _read_content(self) -> bytes | None:
        """Up to the lone dot, with leading dots undone; None if it was too large."""
        pieces: list[bytes] = []
        size, at_line_start = 0, True
        while True:
            try:
                piece = await self._reader.readuntil(b"\r\n")
                ends_line = True
            except asyncio.LimitOverrunError as error:
                piece = await self._reader.read(error.consumed)
                ends_line = False
            if at_line_start and piece == b".\r\n":
                return b"".join(pieces) if size <= self.terms.largest else None
            piece = piece[1:] if at_line_start and piece.startswith(b".") else piece
            size += len(piece)
            if size <= self.terms.largest:
                pieces.append(piece)
            else:
                pieces.clear()
            at_line_start = ends_line


async def serve(handler: object, *, host: str, port: int, terms: Terms) -> asyncio.Server:
    """Listening when it returns. Port 0: any free one."""
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: Server(handler, terms=terms), host=host, port=port)
