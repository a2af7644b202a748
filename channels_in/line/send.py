"""Messages of ours to LINE, up to five in one request, all or none of them: as a reply while the customer's
own message is fresh (reply.py), else POST /v2/bot/message/push.

Source: developers.line.biz/en/reference/messaging-api/#send-push-message and /docs/messaging-api/
retrying-api-request/. Each push has a key by which LINE knows it again for a day, so one that may have
arrived is made once more: 409 says that it had. Nothing is ever told of a message but that it was taken, also
where its reader has blocked us.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

from django.utils import timezone

from channels_in.chat.plain_marks import as_plain
from channels_in.chat.reading import parts, words
from channels_in.chat.send import ChatSender, Part, pieces, split
from channels_in.line.api import Reply, tell, token_of
from channels_in.line.errors import Effect, meaning_of
from channels_in.line.events import STANDBY
from channels_in.line.reply import try_reply
from channels_in.models import Connection, ReplyToken
from channels_in.outcomes import ChannelDown, InDoubt, NotSent, Outcome, Sent
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from helpdesk.lib.guarded_http import TooLarge
from tickets.capabilities import KINDS, utf16_units
from tickets.models import Channel, ChannelKind, Delivery, DeliveryPart, Message

CAN = KINDS[ChannelKind.LINE]
LONGEST = 5000  # UTF-16 units of one message
MOST = 5  # messages of one request
KNOWN_FOR = timedelta(hours=23)  # a day, less what clocks may differ
MAY_HAVE_ARRIVED = "timeout"
SLOWLY = timedelta(minutes=1)
QUOTA_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Line:
    connection: Connection
    is_repeatable = True

    def parts_of(self, message: Message) -> Sequence[Part]:
        return split(message, CAN, text=as_plain(message.text), captioned=())

    def prepare(self, part: Part, row: DeliveryPart) -> Outcome | None:
        """While another service holds the chat ("standby") it must not be written to by us."""
        if _is_held_elsewhere(row.delivery.message):
            return NotSent(reason="thread_taken", permanent=True)
        return None

    def send(self, part: Part, row: DeliveryPart, *, to: str) -> Outcome:
        messages = messages_of(part)
        told = try_reply(row, messages, to=to, token=token_of(self.connection))
        if told is not None:
            return outcome_of(told) if isinstance(told, Reply) else told
        doubtful = _doubtful_since(row.delivery)
        if doubtful and timezone.now() - doubtful > KNOWN_FOR:
            return InDoubt(detail="LINE no longer knows the request that may have arrived.")
        outcome = self._push(messages, row, to)
        is_last = row.delivery.attempts >= row.delivery.max_attempts
        if is_last and isinstance(outcome, NotSent) and not outcome.permanent:
            is_doubtful = doubtful is not None or outcome.reason == MAY_HAVE_ARRIVED
            return InDoubt(detail=outcome.detail) if is_doubtful else outcome
        return outcome

    def _push(self, messages: Sequence[dict[str, Any]], row: DeliveryPart, to: str) -> Outcome:
        body = {"to": to, "messages": messages}
        try:
            reply = tell("v2/bot/message/push", body, token=token_of(self.connection), key=key_of(row))
        except Unreachable as error:
            reason = MAY_HAVE_ARRIVED if error.may_have_arrived else "unreachable"
            return NotSent(reason=reason, detail=str(error))
        except TooLarge as error:
            return NotSent(reason=MAY_HAVE_ARRIVED, detail=str(error))
        except Forbidden as error:
            return ChannelDown(reason="not_connected", problem="send_unreachable", detail=str(error))
        return outcome_of(reply)


@contextmanager
def sender_for(channel: Channel) -> Iterator[ChatSender]:
    connection = Connection.objects.get(channel=channel)
    yield ChatSender(connection, Line(connection))


def _is_held_elsewhere(message: Message) -> bool:
    """By what the customer wrote there last."""
    theirs = Message.objects.filter(ticket__customer=message.ticket.customer_id, channel=message.channel)
    inbound = theirs.filter(direction=Message.Direction.INBOUND)
    extras = inbound.order_by("-pk").values_list("extras", flat=True).first() or []
    return any(one.get("kind") == STANDBY for one in extras)


def messages_of(part: Part) -> list[dict[str, Any]]:
    """The first quotes what is answered, if LINE gave a token for that."""
    found: list[dict[str, Any]] = [{"type": "text", "text": one} for one in texts_of(part.text)]
    if found and (quote := _quote_of(part.replies_to)):
        found[0]["quoteToken"] = quote
    return found


def texts_of(text: str) -> list[str]:
    """Cut where a reader would, unless that makes more than may go together."""
    found = list(pieces(text, LONGEST, size=utf16_units))
    return found if len(found) <= MOST else list(_hard(text))


def key_of(row: DeliveryPart) -> str:
    """The same at every try."""
    key = row.delivery.idempotency_key
    return str(key if row.number == 0 else uuid5(key, str(row.number)))


def outcome_of(reply: Reply) -> Outcome:
    meaning = meaning_of(reply.status, reply.detail)
    if reply.status < 300 or meaning.effect == Effect.SENT:
        return Sent(provider_id=words(next(parts(reply.body, "sentMessages"), {}), "id", longest=255))
    if meaning.effect == Effect.DOWN:
        is_used_up = meaning.reason == "quota_used"  # replies by a token do not count among the month's
        return ChannelDown(
            reason=meaning.reason,
            problem=meaning.problem,
            detail=reply.detail,
            retry_after=QUOTA_WAIT if is_used_up else None,
            others_go=is_used_up,
        )
    if meaning.effect == Effect.RETRY:
        trouble = MAY_HAVE_ARRIVED if reply.status >= 500 else meaning.reason
        return NotSent(reason=trouble, detail=reply.detail, retry_after=_patience(reply))
    return NotSent(reason=meaning.reason, detail=reply.detail, permanent=True)


def _patience(reply: Reply) -> timedelta | None:
    if reply.status != 429:
        return None
    said = reply.retry_after
    return timedelta(seconds=int(said)) if said.isdecimal() and len(said) < 6 else SLOWLY


def _doubtful_since(delivery: Delivery) -> datetime | None:
    """When the first try was made that may have arrived. One whose worker died left no word of it."""
    tries = [one["at"] for one in delivery.tries if one.get("reason") == MAY_HAVE_ARRIVED]
    found = [datetime.fromisoformat(at) for at in tries]
    if delivery.attempts - 1 > len(delivery.tries):
        found.append(delivery.retried_at or delivery.created_at)
    return min(found, default=None)


def _quote_of(provider_id: str) -> str:
    if not provider_id:
        return ""
    known = ReplyToken.objects.filter(
        message__provider_id=provider_id, message__channel__kind=ChannelKind.LINE
    ).exclude(quote="")
    return known.values_list("quote", flat=True).first() or ""


def _hard(text: str) -> Iterator[str]:
    rest = text.encode("utf-16-le")
    while rest:
        cut = 2 * LONGEST
        if len(rest) > cut and 0xDC00 <= int.from_bytes(rest[cut : cut + 2], "little") <= 0xDFFF:
            cut -= 2  # not between the halves of one character
        yield rest[:cut].decode("utf-16-le")
        rest = rest[cut:]
