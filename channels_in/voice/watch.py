"""Calls whose notices were lost: the provider is asked how they stand.

Source: twilio.com/docs/voice/api/call-resource. A caller who waits gives a sign of life with each piece of
music; an agent's telephone rings no longer than it was told to.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from channels_in.actions.settle_leg import settle_leg
from channels_in.chat.reading import words
from channels_in.models import Connection, Leg
from channels_in.twilio.rest import ask
from channels_in.voice.decide import OVER, moment
from events import actors
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable
from tickets.actions.end_call import end_call
from tickets.actions.note_waiting import note_alive
from tickets.models import Call

log = logging.getLogger(__name__)

QUIET_WAIT = timedelta(seconds=90)
QUIET_TALK = timedelta(minutes=10)
RANG = timedelta(seconds=75)  # after the beginning: the ring, and half a minute
MOST = 50


def look_after_calls() -> int:
    """How many were found to be over."""
    waiting = Q(state__in=[Call.State.WAITING, Call.State.MENU], last_seen_at__lt=Now() - QUIET_WAIT)
    talking = Q(state=Call.State.TALKING, last_seen_at__lt=Now() - QUIET_TALK)
    quiet = Call.objects.live().filter(waiting | talking).select_related("channel__connection")
    found = sum(_look_at(call) for call in quiet.order_by("last_seen_at")[:MOST])
    lost = Leg.objects.filter(state__in=Leg.LIVE[:3], created_at__lt=Now() - RANG).select_related(
        "channel__connection"
    )
    return found + sum(_look_at_leg(leg) for leg in lost.order_by("created_at")[:MOST])


def _look_at(call: Call) -> bool:
    note_alive(call.pk, at=timezone.now())  # asked once in a while, not always
    status, ended_at = _status(call.channel.connection, call.provider_id)
    if status not in OVER:
        return False
    by, at = actors.system("watch", call.pk), moment(ended_at) or timezone.now()
    return end_call(call, by=by, at=min(at, timezone.now()))


def _look_at_leg(leg: Leg) -> bool:
    """One that never got a name did not come about, as far as anybody can tell."""
    status, _ = _status(leg.channel.connection, leg.provider_id) if leg.provider_id else ("failed", "")
    if status not in OVER:
        return False
    return settle_leg(leg, Leg.State.MISSED, by=actors.system("watch", leg.pk), at=timezone.now())


def _status(connection: Connection, sid: str) -> tuple[str, str]:
    try:
        reply = ask(connection, f"Calls/{sid}.json")
    except (Unreachable, Forbidden) as error:
        log.warning("Cannot ask about call %s: %s", sid, error)
        return "", ""
    if reply.status == 404:
        return "completed", ""
    return words(reply.body, "status"), words(reply.body, "end_time")
