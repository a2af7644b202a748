"""What the timeline says of calls beside their words: how long they waited and talked, what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from tickets.call_words import clock_words
from tickets.models import Call, ChannelKind, Message, QueueStay


def calls_of(messages: Iterable[Message]) -> dict[int, str]:
    """By message. Asks nothing where nobody has called."""
    ids = [message.pk for message in messages if message.channel.kind == ChannelKind.VOICE]
    if not ids:
        return {}
    found = {call.message_id or 0: _of_call(call) for call in Call.objects.filter(message__in=ids)}
    stays = QueueStay.objects.filter(Q(message__in=ids))
    return found | {stay.message_id or 0: _of_talk(stay) for stay in stays}


def _of_call(call: Call) -> str:
    if call.direction == Call.Direction.OUTBOUND:
        return _("talked for %(time)s") % {"time": clock_words(call.talk_seconds)}
    if call.is_live:
        return str(call.get_state_display())
    words = [str(call.get_outcome_display())]
    if call.queued_at:
        words.append(_("waited for %(time)s") % {"time": clock_words(call.wait_seconds)})
    if call.talk_seconds:
        words.append(_("talked for %(time)s") % {"time": clock_words(call.talk_seconds)})
    return " · ".join(words)


def _of_talk(stay: QueueStay) -> str:
    if stay.talk_seconds is None:
        return _("on the line")
    return _("talked for %(time)s") % {"time": clock_words(stay.talk_seconds)}
