"""The agent's side: their telephone was rung, and a person has to press 1 before a customer hears them.

A voicemail picks up, too, and presses nothing.
"""

from __future__ import annotations

from django.db import transaction

from channels_in.actions.settle_leg import drop_leg, raise_leg, settle_leg
from channels_in.actions.try_call_back import begin_try, conclude_try
from channels_in.models import Leg
from channels_in.voice.asking import Asking
from channels_in.voice.bridging import bridge_late, refined
from channels_in.voice.spoken import Voice
from channels_in.voice.twiml import dial_number, dial_queue, hangup, response, wish
from events import actors
from tickets.actions.end_stay import end_talk
from tickets.actions.note_waiting import note_leg
from tickets.calls import hold_call, seconds_between
from tickets.models import QueueStay

CONNECTED = {"completed", "answered"}


def whisper(asking: Asking, leg: int) -> str:
    found = _leg(asking, leg)
    if found is None or not found.is_live:
        return _no_longer(asking, found)
    raise_leg(found, Leg.State.ANSWERED, provider_id=asking.sid)
    if not _is_wanted(found):
        return _no_longer(asking, found)
    voice = Voice(asking.phone, found.agent.language)
    asked = wish(asking.phone, f"leg/{leg}/answer", voice.says(_words(voice, found, asking)))
    asked.set("timeout", "8")
    return response(asked, hangup())


def answer(asking: Asking, leg: int) -> str:
    """Whoever presses 1 first has the caller: the call is held while that is decided."""
    found = _leg(asking, leg)
    if found is None:
        return response(hangup())
    if asking.digits != "1":
        settle_leg(found, Leg.State.DECLINED, by=actors.agent(found.agent), at=asking.at)
        return response(hangup())
    return _answer_call_back(asking, found) if found.call_back_id else _answer_caller(asking, found)


def dialled(asking: Asking, leg: int) -> str:
    """The talk is over, or there was none: the caller had just gone."""
    found = _leg(asking, leg)
    if found is None:
        return response(hangup())
    by, stay = actors.agent(found.agent), _held_stay(found)
    talked = asking.seconds("DialCallDuration")
    if stay is not None:
        if _was_connected(asking):
            bridge_late(stay, found, at_end=asking, talked=talked, waited=None)
            stay.refresh_from_db()
            if stay.agent_id == found.agent_id and stay.bridged_at:
                length = refined(seconds_between(stay.bridged_at, asking.at), talked)
                end_talk(stay, by=by, at=asking.at, talked=length)
        elif stay.last_leg == found.pk and stay.state == QueueStay.State.WAITING:
            note_leg(stay, None)
    was_talking = found.state == Leg.State.BRIDGED or _was_connected(asking)
    settle_leg(found, Leg.State.ENDED, by=by, at=asking.at)
    if was_talking:
        return response(hangup())
    return _no_longer(asking, found)


def called_back(asking: Asking, leg: int) -> str:
    """What came of ringing the customer."""
    found = _leg(asking, leg)
    if found is None:
        return response(hangup())
    result = asking.said("DialCallStatus")
    reached = _was_connected(asking)
    conclude_try(
        found,
        result="reached" if reached else result,
        talked=asking.seconds("DialCallDuration") or 0,
        provider_id=asking.said("DialCallSid"),
        phone=asking.phone,
        by=actors.agent(found.agent),
        at=asking.at,
    )
    settle_leg(found, Leg.State.ENDED, by=actors.agent(found.agent), at=asking.at)
    if reached:
        return response(hangup())
    voice = Voice(asking.phone, found.agent.language)
    return response(voice.says(voice.not_reached()), hangup())


@transaction.atomic
def _answer_caller(asking: Asking, leg: Leg) -> str:
    stay = _held_stay(leg)
    leg.refresh_from_db()
    if stay is None or not _is_wanted(leg) or (stay.last_leg and stay.last_leg != leg.pk):
        drop_leg(leg, by=actors.agent(leg.agent), at=asking.at)
        return _no_longer(asking, leg)
    note_leg(stay, leg.pk)
    raise_leg(leg, Leg.State.ACCEPTED, provider_id=asking.sid)
    for other in Leg.objects.filter(stay=stay, state__in=Leg.LIVE).exclude(pk=leg.pk).order_by("pk"):
        drop_leg(other, by=actors.agent(leg.agent), at=asking.at)
    recording = f"recording/{stay.call_id}" if asking.phone.does("records_talks") else ""
    queue = dial_queue(
        asking.phone,
        stay.queue,
        action=f"leg/{leg.pk}/dialled",
        url=f"call/bridge/{stay.pk}/{leg.pk}",
        recording=recording,
    )
    return response(queue)


def _answer_call_back(asking: Asking, leg: Leg) -> str:
    """The try is written before anything rings at the customer."""
    attempt = begin_try(leg, by=actors.agent(leg.agent), at=asking.at)
    if attempt is None:
        return _no_longer(asking, leg)
    raise_leg(leg, Leg.State.ACCEPTED, provider_id=asking.sid)
    path = f"callback/{leg.pk}"
    number = dial_number(
        asking.phone, attempt.call_back.number, action=f"{path}/dialled", status=f"{path}/status"
    )
    return response(number)


def _words(voice: Voice, leg: Leg, asking: Asking) -> str:
    if leg.call_back:
        customer = leg.call_back.ticket.customer
        return voice.whisper_call_back(str(customer), leg.call_back.tries + 1)
    stay = leg.stay
    waited = seconds_between(stay.entered_at, asking.at) if stay else 0
    return voice.whisper(stay.team.name if stay and stay.team else "", waited)


def _no_longer(asking: Asking, leg: Leg | None) -> str:
    if leg is None:
        return response(hangup())
    settle_leg(leg, Leg.State.ENDED, by=actors.agent(leg.agent), at=asking.at)
    voice = Voice(asking.phone, leg.agent.language)
    return response(voice.says(voice.already_answered()), hangup())


def _is_wanted(leg: Leg) -> bool:
    if not leg.is_live:
        return False
    if leg.call_back_id:
        return bool(leg.call_back and leg.call_back.is_open)
    if leg.stay_id is None:
        return False
    return QueueStay.objects.filter(pk=leg.stay_id, state=QueueStay.State.WAITING).exists()


def _was_connected(asking: Asking) -> bool:
    return asking.said("DialCallStatus") in CONNECTED and asking.said("DialBridged") != "false"


def _held_stay(leg: Leg) -> QueueStay | None:
    if leg.stay is None:
        return None
    hold_call(leg.stay.call_id)
    return QueueStay.objects.select_related("call__channel", "team").get(pk=leg.stay.pk)


def _leg(asking: Asking, pk: int) -> Leg | None:
    """Only that of the very leg that asks, once its name is known."""
    legs = Leg.objects.select_related("agent", "stay__team", "call_back__ticket__customer", "channel")
    found = legs.filter(pk=pk, channel=asking.channel).first()
    if found and found.provider_id and found.provider_id != asking.sid:
        return None
    return found
