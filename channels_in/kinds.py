"""What each kind of channel does with what comes in and what goes out: a new kind is a line here and a
folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from channels_in import raw_store
from channels_in.api import adapter as api
from channels_in.api import send as api_send
from channels_in.form import adapter as form
from channels_in.items import Decision, Incoming, Unreadable
from channels_in.mail import adapter as mail
from channels_in.mail import send as mail_send
from channels_in.models import Connection, Receipt, ReceiptItem
from channels_in.outcomes import Outcome
from tickets.models import Channel, ChannelKind, Delivery


class Sender(Protocol):
    """What a drain of one channel holds open while it sends."""

    @property
    def connection(self) -> Connection | None: ...

    def send(self, delivery: Delivery, *, begin: Callable[[], None]) -> Outcome:
        """`begin` is called before anything leaves that cannot be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    read: Callable[[Receipt, bytes], Sequence[Incoming]]  # with no transaction open; may take its time
    decide: Callable[[Receipt, Incoming, ReceiptItem], Decision]  # database only, all or nothing
    hold: Callable[[Receipt, Sequence[Incoming]], None]  # the claimable rows, before any ticket
    external_id_of: Callable[[Receipt, bytes], str]  # of a receipt that could not be read
    sender_for: Callable[[Channel], AbstractContextManager[Sender]]


def _nothing(receipt: Receipt, found: Sequence[Incoming]) -> None:
    """A receipt of one item holds what it needs as it goes."""


KINDS: dict[str, Kind] = {
    ChannelKind.FORM: Kind(
        read=form.read,
        decide=form.decide,
        hold=_nothing,
        external_id_of=form.external_id_of,
        sender_for=mail_send.sender_for,  # who filled in a form is answered by mail
    ),
    ChannelKind.API: Kind(
        read=api.read,
        decide=api.decide,
        hold=api.hold,
        external_id_of=api.external_id_of,
        sender_for=api_send.sender_for,
    ),
    ChannelKind.MAIL: Kind(
        read=mail.read,
        decide=mail.decide,
        hold=_nothing,
        external_id_of=mail.external_id_of,
        sender_for=mail_send.sender_for,
    ),
}


def of(receipt: Receipt) -> Kind:
    return KINDS[receipt.origin.channel.kind]


def unread(receipt: Receipt) -> Incoming:
    """Stands for all that a receipt may hold when nobody could find out."""
    try:
        raw = raw_store.read(receipt)
    except OSError:  # its file is gone or unreadable: that may be why
        raw = b""
    problem = Unreadable(reason="unprocessed", detail=receipt.last_error)
    return Incoming(external_id=of(receipt).external_id_of(receipt, raw), content=problem)
