"""What a receipt holds once it has been read, and what becomes of each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from channels_in.chat.content import Said
from channels_in.messages import InboundMessage
from channels_in.models import ReceiptItem
from tickets.models import Message


class TooEarly(Exception):
    """It is about a message that is not there yet: that one's own transaction may still run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    reason: str  # code
    detail: str = ""  # for the dead-letter screen


class Report(Protocol):
    """How far a message of ours got, or a call."""

    @property
    def external_id(self) -> str: ...

    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message or status inside a receipt. `external_id` recognises it when it comes again."""

    external_id: str
    content: InboundMessage | Report | Unreadable | Said
    channel: int | None = None  # the one it is for, where one door serves several

    @property
    def preview(self) -> dict[str, str]:
        """What the quarantine and the dead letters list."""
        if not isinstance(self.content, InboundMessage):
            return {}
        sender = self.content.sender
        return {
            "from": sender.address[:320],
            "name": sender.name[:200],
            "subject": self.content.subject[:500],
            "text": self.content.text[:200],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Exactly one per item."""

    outcome: ReceiptItem.Outcome
    reason: str = ""
    error: str = ""
    message: Message | None = None


def became(message: Message, *, reason: str = "") -> Decision:
    return Decision(outcome=ReceiptItem.Outcome.MESSAGE, message=message, reason=reason)


def updated(message: Message | None, *, reason: str) -> Decision:
    """None: what changed is no message, such as an address or a consent."""
    return Decision(outcome=ReceiptItem.Outcome.UPDATE, message=message, reason=reason)


def quarantined(reason: str) -> Decision:
    return Decision(outcome=ReceiptItem.Outcome.QUARANTINED, reason=reason)


def ignored(reason: str) -> Decision:
    return Decision(outcome=ReceiptItem.Outcome.IGNORED, reason=reason)


def dead(reason: str, error: str) -> Decision:
    return Decision(outcome=ReceiptItem.Outcome.DEAD, reason=reason, error=error[:2000])
