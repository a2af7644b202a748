"""What a channel hands over: one message of a customer, read, cleaned and threaded already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from helpdesk.lib.language import told_by
from people.models import Customer
from tickets.models import Attachment, Channel, Message, Ticket


class ReceivedAttachment(NamedTuple):
    """`content_type` is what the sender claims: what is stored is worked out from the bytes."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""
    is_inline: bool = False


class WaitingFile(NamedTuple):
    """What a provider says of a file that has to be fetched; `ref` is the channel's own business."""

    name: str
    content_type: str
    size: int
    ref: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMessage:
    channel: Channel
    customer: Customer
    received_at: datetime
    text: str  # what was newly written
    thread: Ticket | None = None  # decided by the channel, which has checked the sender
    joins_active: bool = False  # channels without threads: it goes on with the ticket the customer has here
    from_name: str = ""
    from_address: str = ""
    recipients: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    subject: str = ""
    team_id: int | None = None  # that the customer chose themselves, as in a voice menu
    language: str = ""  # in which they wrote, where that is known better than of the customer
    quoted: str = ""
    signature: str = ""
    html: str = ""  # sanitised
    has_remote_images: bool = False
    is_auto_reply: bool = False
    is_trusted: bool = True
    remarks: Sequence[str] = ()
    extras: Sequence[Mapping[str, Any]] = ()  # as tickets/extras.py reads them
    replies_to: Message | None = None
    waiting_files: Sequence[WaitingFile] = ()  # still at the provider
    invites: Sequence[Mapping[str, str]] = ()  # as tickets/invite_words.py reads them
    provider_id: str = ""
    in_reply_to: Sequence[str] = ()
    sent_at: datetime | None = None  # by the sender's clock; None: as received
    attachments: Sequence[ReceivedAttachment] = ()
    participants: Sequence[tuple[str, str]] = ()  # (name, address) of others on the thread

    @property
    def spoken(self) -> str:
        """A whole sentence says more than a telephone's settings; a word or two say less."""
        told = told_by(self.text)
        known = self.language or (told.to_answer_in if told.is_sure else self.customer.language)
        return known or told.to_answer_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    message: Message
    ticket: Ticket
    waiting: Sequence[tuple[Attachment, WaitingFile]] = ()
    is_new: bool
    reopened: bool
