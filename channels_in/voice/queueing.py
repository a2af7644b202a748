"""A caller waits: where they stand, music, and what else they may wish meanwhile."""

from __future__ import annotations

from datetime import timedelta
from xml.etree.ElementTree import Element

from django.conf import settings
from django.db.models import Avg, F
from django.urls import reverse

from channels_in.actions.open_call_ticket import open_call_ticket
from channels_in.voice.asking import Asking
from channels_in.voice.hours import is_open_at
from channels_in.voice.instead import closed
from channels_in.voice.spoken import Voice
from channels_in.voice.twiml import enqueue, hangup, leave, pause, play, response, wish
from events import actors
from people.models import Team
from tickets.actions.note_waiting import note_said_position, note_waiting, note_wish
from tickets.actions.queue_call import queue_call
from tickets.calls import position_of
from tickets.models import Call, QueueStay

TOLD_AGAIN = 3  # every so many times, if nothing has changed
LATELY = timedelta(hours=2)
WAITING = QueueStay.State.WAITING
WISHES = {"1": "call_back", "2": "voicemail"}


def enqueue_for(asking: Asking, call: Call, team: Team | None, *before: Element) -> str:
    """Into the queue of a team, with a ticket that stands for the call."""
    if not call.is_live:
        return response(hangup())
    if not is_open_at(asking.channel, asking.at):
        return closed(asking, call)
    team = team if team and team.is_active else None
    by = actors.system("call", call.pk)
    open_call_ticket(call, team=team, by=by, at=asking.at)
    stay = queue_call(call, team=team, by=by, at=asking.at)
    voice = Voice(asking.phone, call.language)
    return response(*before, voice.says(voice.connecting(team)), _into(asking, stay))


def enter(asking: Asking, stay: int) -> str:
    """After a transfer, or asked twice: into the queue of that stay."""
    found = QueueStay.objects.select_related("call", "team").filter(pk=stay).first()
    if found is None or found.call.provider_id != asking.sid or not found.is_open:
        return response(hangup())
    voice = Voice(asking.phone, found.call.language)
    return response(voice.says(voice.connecting(found.team)), _into(asking, found))


def wait(asking: Asking, stay: int) -> str:
    """Asked when they enter and each time the music ends: not kept, but it is a sign of life."""
    found = _stay(asking, stay)
    if found is None or found.state != WAITING:
        return response(leave())
    note_waiting(found, queue_id=asking.said("QueueSid"), at=asking.at)
    if found.wish:
        return response(leave())
    if why := _why_no_longer(asking, found):
        note_wish(found, why)
        return response(leave())
    return _entertain(asking, found)


def choose(asking: Asking, stay: int) -> str:
    """A key pressed while waiting. Another one changes nothing."""
    found = _stay(asking, stay)
    chosen = WISHES.get(asking.digits, "")
    if found is None or found.state != WAITING:
        return response(leave())
    if found.wish or (chosen and asking.phone.does(f"offers_{chosen}", otherwise=True)):
        note_wish(found, chosen)
        return response(leave())
    return _entertain(asking, found)


def expected_wait(stay: QueueStay) -> int | None:
    """Seconds from now, as callers of that team waited lately; None: nobody can say."""
    recent = QueueStay.objects.filter(team=stay.team_id, bridged_at__gte=stay.entered_at - LATELY)
    mean = recent.exclude(pk=stay.pk).aggregate(mean=Avg(F("wait_seconds")))["mean"]
    return None if mean is None else round(float(mean))


def _into(asking: Asking, stay: QueueStay) -> Element:
    return enqueue(asking.phone, stay.queue, action=f"call/left/{stay.pk}", wait=f"call/wait/{stay.pk}")


def _stay(asking: Asking, pk: int) -> QueueStay | None:
    held = QueueStay.objects.select_related("call", "team").select_for_update(no_key=True, of=("self",))
    return held.filter(pk=pk, call__provider_id=asking.sid, call__channel=asking.channel).first()


def _why_no_longer(asking: Asking, stay: QueueStay) -> str:
    if not is_open_at(asking.channel, asking.at):
        return "closed"
    limit = timedelta(seconds=asking.phone.max_wait_seconds)
    return "too_long" if asking.at - stay.entered_at > limit else ""


def _entertain(asking: Asking, stay: QueueStay) -> str:
    voice, position = Voice(asking.phone, stay.call.language), position_of(stay)
    inside: list[Element] = []
    if position != stay.said_position or stay.hops % TOLD_AGAIN == 0:
        offers = [
            (name, digit)
            for digit, name in WISHES.items()
            if asking.phone.does(f"offers_{name}", otherwise=True)
        ]
        inside.append(voice.says(voice.waiting(position, expected_wait(stay), offers=offers)))
        note_said_position(stay, position)
    melody = settings.BASE_URL + reverse("phone-music")
    inside.append(play(melody) if asking.phone.music == "melody" else pause(20))
    return response(wish(asking.phone, f"call/wait/{stay.pk}/choice", *inside))
