"""What a mail of ours says it answers, so that the customer's program shows one thread."""

from __future__ import annotations

from dataclasses import dataclass

from channels_in.mail.message_id import message_id_for
from tickets.models import ChannelKind, Message

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadIds:
    answers: str  # the newest thing the customer said by mail; not what a machine of theirs did
    references: tuple[str, ...]  # oldest first


def ids_before(message: Message, *, domain: str) -> ThreadIds:
    """Ours are worked out, not looked up: also of what may or may not have been sent."""
    earlier = message.ticket.messages.filter(pk__lt=message.pk, withdrawn_at=None)
    newest = earlier.select_related("delivery", "channel").order_by("-pk")[:MOST]
    ids = [(one.is_inbound and not one.is_auto_reply, _id_of(one, domain)) for one in newest]
    known = [(is_said, message_id) for is_said, message_id in ids if message_id]
    answers = next((message_id for is_said, message_id in known if is_said), known[0][1] if known else "")
    return ThreadIds(answers=answers, references=tuple(message_id for _, message_id in reversed(known)))


def _id_of(message: Message, domain: str) -> str:
    if message.is_inbound:
        return _safe(message.provider_id) if message.channel.kind == ChannelKind.MAIL else ""
    if delivery := getattr(message, "delivery", None):
        return message_id_for(delivery.idempotency_key, domain=domain)
    is_mail = message.channel.kind == ChannelKind.MAIL  # written in a mail program
    return _safe(message.provider_id) if is_mail else ""


def _safe(message_id: str) -> str:
    """Somebody else wrote it: it goes into a header of ours only if it is an id."""
    is_id = message_id.isascii() and message_id.isprintable() and not set(message_id) & set("<> \t")
    return message_id if is_id and len(message_id) < 250 else ""
