"""A mail server that does what it is told, and messages that wait for it."""

from __future__ import annotations

import socket
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from channels_in.models import Connection
from tests.builders import a_reply
from tests.channels_in.mails import a_mail, arrives
from tickets.models import Message


class Provider:
    """The customer's mail server, as friendly as the test wants it."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], bytes]] = []
        self.rcpt: dict[str, list[str]] = {}  # address → answers, the last one stays
        self.data: list[str] = []
        self.on_data: Any = None
        self.on_rcpt: Any = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.on_rcpt:
            await server.loop.run_in_executor(None, self.on_rcpt)
        answers = self.rcpt.get(address, [])
        answer = (answers.pop(0) if len(answers) > 1 else answers[0]) if answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer.startswith("250"):
            self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.on_data:
            await server.loop.run_in_executor(None, self.on_data, server)
        return answer

    @property
    def mails(self) -> list[EmailMessage]:
        return [BytesParser(policy=policy.default).parsebytes(raw) for _, _, raw in self.taken]


def sends_through(port: int, **server: Any) -> dict[str, Any]:
    return {"smtp": {"host": "127.0.0.1", "port": port, "tls": "none", **server}}


def an_answer(mailbox: Connection, *, text: str = "On its way.", **fields: Any) -> Message:
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    return a_reply(ticket, text=text, **fields)


def a_closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class a_silent_server:
    """Takes the connection and never says a word."""

    def __enter__(self) -> int:
        self.socket = socket.create_server(("127.0.0.1", 0))
        return int(self.socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self.socket.close()
