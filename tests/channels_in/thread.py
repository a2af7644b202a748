"""A customer's mails on one thread, and a stranger's."""

from __future__ import annotations

from channels_in.models import Connection, ReceiptItem
from tests.channels_in.mails import a_mail, arrives
from tickets.models import Message

CUSTOMER = "rina@people.example"
STRANGER = "eve@elsewhere.example"


def reply(mailbox: Connection, *, sender: str = CUSTOMER, **headers: str) -> Message:
    headers.setdefault("text", "Masih belum sampai.")
    item = arrives(mailbox, a_mail(headers.pop("to", mailbox.address), sender=sender, **headers))
    assert item.outcome == ReceiptItem.Outcome.MESSAGE
    return item.message
