"""Where all mail of the demo arrives: an SMTP server that files what it gets under whom it is for."""

from __future__ import annotations

import asyncio
from typing import Any

from channels_in.mail import smtp_server
from channels_in.mail.smtp_server import Terms
from channels_in.simulator import mailbox, sink_place

HOST = "127.0.0.1"


class SimulatorSink:
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        for address in dict.fromkeys(envelope.rcpt_tos):
            await asyncio.to_thread(mailbox.keep, envelope.content, owner=address, is_ours=False)
        return "250 2.0.0 Filed"


async def serve() -> asyncio.Server:
    """On a free port of this machine, written down for those who send."""
    terms = Terms(hostname="simulator.localhost")
    server = await smtp_server.serve(SimulatorSink(), host=HOST, port=0, terms=terms)
    sink_place.remember(sink_place.Place(HOST, server.sockets[0].getsockname()[1]))
    return server
