"""Mails and mailboxes for tests, and the worker's part of the way, done at once."""

from __future__ import annotations

import asyncio
import smtplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import make_msgid
from itertools import count
from typing import Any

from django.utils import timezone

from channels_in import delivery, intake
from channels_in.actions.take_receipt import take_receipt
from channels_in.backlog import Backlog
from channels_in.in_thread import DatabaseThreads
from channels_in.mail import handover
from channels_in.mail.smtp_limits import DoorLimits
from channels_in.mail.smtp_listener import MailDoor
from channels_in.mail.smtp_server import Terms, serve
from channels_in.models import Connection, Receipt, ReceiptItem
from events import reactions
from events.models import Reaction
from tests.builders import a_channel
from tickets.models import Delivery

_n = count(1)


def a_mailbox(address: str = "", *, options: dict[str, Any] | None = None, **fields: Any) -> Connection:
    """A mail channel with its connection. Its mail goes out through `options["smtp"]`, if the test gives
    one.
    """
    channel = a_channel(**{"kind": "mail", "language": "en", "undo_seconds": 0, **fields.pop("channel", {})})
    return Connection.objects.create(
        channel=channel,
        address=address or f"help{next(_n)}@ours.example",
        options={"receives": "smtp", **(options or {})},
        **fields,
    )


def a_mail(to: str, *, sender: str = "rina@people.example", **fields: Any) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = fields.pop("subject", "Paket belum sampai")
    mail["Message-ID"] = fields.pop("message_id", None) or make_msgid(domain="people.example")
    text = fields.pop("text", "Halo, paket saya belum sampai.")
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def crlf(mail: EmailMessage | bytes) -> bytes:
    raw = bytes(mail)
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def arrives(
    connection: Connection, mail: EmailMessage | bytes, *, sender: str = "rina@people.example", **fields: Any
) -> ReceiptItem:
    """The mail is taken in and processed; its item."""
    receipt = take(connection, mail, sender=sender, **fields)
    work()
    return ReceiptItem.objects.get(receipt=receipt)


def take(
    connection: Connection, mail: EmailMessage | bytes, *, sender: str = "rina@people.example", **fields: Any
) -> Receipt:
    envelope = handover.by_smtp(
        peer="127.0.0.1",
        sender=sender,
        recipients=fields.pop("recipients", [connection.address]),
        is_encrypted=False,
    )
    return take_receipt(
        connection,
        crlf(mail),
        door=fields.pop("door", "smtp"),
        envelope=envelope,
        received_at=fields.pop("received_at", timezone.now()),
        **fields,
    )


def work() -> None:
    """What workers would do now: receipts, then reactions, until nothing is due."""
    for lane in intake.DOORS:
        while intake.take_in_due(lane):  # its time is up before the work is, on a busy machine
            continue
    for _ in range(5):
        handlers = Reaction.objects.due().handlers()
        for handler in handlers:
            reactions.react(handler)
        if not handlers:
            break


def send_due() -> None:
    for channel_id in delivery.due_channels():
        delivery.deliver_due(channel_id)


def hurry(sent: Delivery) -> Delivery:
    """It is due now, whatever its backoff said."""
    Delivery.objects.filter(pk=sent.pk).update(due_at=timezone.now())
    sent.refresh_from_db()
    return sent


@contextmanager
def a_server(handler: object, *, port: int = 0, **terms: Any) -> Iterator[int]:
    """An SMTP server in a thread; its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    kept = Terms(**{"hostname": "ours.example", **terms})

    async def start() -> asyncio.Server:
        return await serve(handler, host="127.0.0.1", port=port, terms=kept)

    server = asyncio.run_coroutine_threadsafe(start(), loop).result(5)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _stop(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def the_front_door(
    *, limits: DoorLimits | None = None, backlog: Backlog | None = None, **terms: Any
) -> Iterator[int]:
    """Our real listener on a free port."""
    threads = DatabaseThreads(4)
    door = MailDoor(threads, limits=limits, backlog=backlog)
    try:
        with a_server(door, **terms) as port:
            yield port
    finally:
        threads.stop()


def hand_over(
    port: int, mail: EmailMessage | bytes, *, to: list[str], sender: str = "rina@people.example"
) -> str:
    """By real SMTP; the answer to DATA. Raises what smtplib raises for refusals."""
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        client.ehlo("client.example")
        code, text = client.mail(sender)
        if code != 250:
            return f"{code} {text.decode()}"
        for address in to:
            code, text = client.rcpt(address)
            if code != 250:
                return f"{code} {text.decode()}"
        code, text = client.data(crlf(mail))
        return f"{code} {text.decode()}"


class Line:
    """A raw SMTP conversation, for what smtplib would never do."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.file = self.socket.makefile("rb")

    def say(self, text: str | bytes) -> None:
        self.socket.sendall(text.encode() if isinstance(text, str) else text)

    def hear(self) -> str:
        """One answer, its last line."""
        while True:
            line = self.file.readline().decode()
            if line[3:4] != "-":
                return line.strip()

    def close(self) -> None:
        with suppress(OSError):
            self.socket.close()
