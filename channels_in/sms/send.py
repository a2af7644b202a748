"""Messages of ours by SMS: POST Messages.json. Source: twilio.com/docs/messaging/api/message-resource.

There is no key that would keep a request from being done twice, so what may have arrived is never repeated by
itself. The address that reports come to holds our own name of the message and settles the doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from channels_in.chat.part_keys import key_of
from channels_in.chat.plain_marks import as_plain
from channels_in.chat.reading import words
from channels_in.chat.send import ChatSender, Part, in_doubt_or_not, split
from channels_in.models import Connection
from channels_in.outcomes import ChannelDown, InDoubt, NotSent, Outcome, Sent
from channels_in.sms.errors import Effect, meaning_of, reason_for
from channels_in.sms.messages import SID
from channels_in.sms.numbers import E164
from channels_in.twilio.rest import AGAIN, Reply, tell
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from helpdesk.lib.sms_text import with_common_letters
from tickets.capabilities import KINDS
from tickets.models import Channel, ChannelKind, DeliveryPart, Message
from tickets.opted_out import has_opted_out

CAN = KINDS[ChannelKind.SMS]
VALID_SECONDS = 4 * 60 * 60  # an answer that comes later than that is worse than none


@dataclass(frozen=True, slots=True)
class Sms:
    connection: Connection
    is_repeatable = False

    def parts_of(self, message: Message) -> Sequence[Part]:
        return split(message, CAN, text=with_common_letters(as_plain(message.text)), captioned=())

    def prepare(self, part: Part, row: DeliveryPart) -> Outcome | None:
        return None

    def send(self, part: Part, row: DeliveryPart, *, to: str) -> Outcome:
        if not E164.fullmatch(to):
            return NotSent(reason="address_unsupported", permanent=True)
        ticket = row.delivery.message.ticket
        if has_opted_out(to, customer=ticket.customer_id, channel=row.channel_id):
            return NotSent(reason="opted_out", permanent=True)
        try:
            reply = tell(self.connection, "Messages.json", form_of(self.connection, part, row, to=to))
        except Unreachable as error:
            return in_doubt_or_not(was_sent=error.may_have_arrived, detail=str(error))
        except Forbidden as error:
            return ChannelDown(reason="not_connected", problem="send_unreachable", detail=str(error))
        return outcome_of(reply)


@contextmanager
def sender_for(channel: Channel) -> Iterator[ChatSender]:
    connection = Connection.objects.get(channel=channel)
    yield ChatSender(connection, Sms(connection))


def form_of(connection: Connection, part: Part, row: DeliveryPart, *, to: str) -> list[tuple[str, str]]:
    options = connection.options
    return [
        ("To", to),
        ("Body", part.text),
        ("StatusCallback", f"{settings.BASE_URL}/hooks/{connection.token}/status/{key_of(row)}/{AGAIN}"),
        ("ValidityPeriod", str(options.get("validity_seconds") or VALID_SECONDS)),
        _sender_in(options),
    ]


def outcome_of(reply: Reply) -> Outcome:
    """Only what is refused in so many words has certainly not gone out."""
    sid = words(reply.body, "sid")
    if reply.status < 300 and SID.fullmatch(sid):
        return _taken(reply, sid)
    if 400 <= reply.status < 500:
        return _refused(reply)
    return InDoubt(detail=reply.detail)


def _taken(reply: Reply, sid: str) -> Outcome:
    """No report comes about the state that the answer itself tells."""
    if words(reply.body, "status") not in {"failed", "undelivered"}:
        return Sent(provider_id=sid)
    code = words(reply.body, "error_code", longest=20)
    detail = f"{code} {words(reply.body, 'error_message', longest=900)}".strip()
    return NotSent(reason=reason_for(code), detail=detail, permanent=True)


def _refused(reply: Reply) -> Outcome:
    meaning = meaning_of(reply.code, status=reply.status)
    if meaning.effect == Effect.DOWN:
        return ChannelDown(reason=meaning.reason, problem=meaning.problem, detail=reply.detail)
    return NotSent(
        reason=meaning.reason,
        detail=reply.detail,
        permanent=meaning.effect == Effect.PERMANENT,
        retry_after=meaning.wait,
    )


def _sender_in(options: dict[str, object]) -> tuple[str, str]:
    """A service chooses the number itself. A name instead of a number: nobody can answer it."""
    if service := options.get("messaging_service_sid"):
        return "MessagingServiceSid", str(service)
    return "From", str(options.get("number") or options.get("sender") or "")
