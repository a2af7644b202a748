"""From the queue to an agent, and how that ended: what the provider asks on the caller's side.

What a queue result means: /docs/voice/twiml/enqueue. A result may come before, after or without the notice
that the call is over: whichever comes first settles it.
"""

from __future__ import annotations

from datetime import timedelta

from channels_in.actions.settle_leg import drop_leg, raise_leg
from channels_in.models import Leg
from channels_in.voice import voicemail
from channels_in.voice.asking import Asking
from channels_in.voice.booking import begin_booking
from channels_in.voice.instead import offer_instead
from channels_in.voice.spoken import Voice
from channels_in.voice.twiml import hangup, redirect, response
from events import actors
from events.actors import Actor
from tickets.actions.answer_call import answer_call
from tickets.actions.end_call import end_call
from tickets.actions.end_stay import abandon, end_talk, leave_queue
from tickets.calls import hold_call
from tickets.models import Call, QueueStay

State = QueueStay.State
GONE = {"completed", "busy", "failed", "no-answer", "canceled"}
CLOSE_ENOUGH = 5  # seconds: then the provider's count of a wait or a talk is the better one


def bridge(asking: Asking, stay: int, leg: int) -> str:
    """The wait ends here: an empty answer connects."""
    found = _stay(asking, stay)
    theirs = Leg.objects.select_related("agent").filter(pk=leg, stay=stay).first()
    if found is None or theirs is None:
        return response()
    waited = refined((asking.at - found.entered_at).total_seconds(), asking.seconds("QueueTime"))
    answer_call(found, agent=theirs.agent, by=actors.agent(theirs.agent), at=asking.at, waited=waited)
    raise_leg(theirs, Leg.State.BRIDGED)
    if asking.phone.does("records_talks"):
        voice = Voice(asking.phone, found.call.language)
        return response(voice.says(voice.records()))
    return response()


def left(asking: Asking, stay: int) -> str:
    """How a stay in the queue ended."""
    found, by = _stay(asking, stay), actors.system("stay", stay)
    if found is None:
        return response(hangup())
    result, waited = asking.said("QueueResult"), asking.seconds("QueueTime")
    if newer := QueueStay.objects.filter(former=found).first():  # transferred: safe whether or not it is run
        return response(redirect(asking.phone, f"call/enqueue/{newer.pk}"))
    match result:
        case "bridged":
            return _parted(asking, found, waited, by)
        case "bridging-in-process":
            return response()
        case "hangup":
            abandon(found, by=by, at=asking.at, waited=waited)
            return response(hangup())
        case "leave":
            return _by_wish(asking, found, by)
        case "redirected" | "redirected-from-bridged":
            return response(redirect(asking.phone, f"call/enqueue/{stay}"))
        case _:  # queue-full, error, system-error, and what there may be tomorrow
            return _failed(asking, found, by)


def bridge_late(stay: QueueStay, leg: Leg, *, at_end: Asking, talked: int | None, waited: int | None) -> None:
    """They talked, and the notice of its beginning was lost: it is worked out from its end."""
    if stay.state != State.WAITING:
        return
    if waited is None:
        waited = round((at_end.at - stay.entered_at).total_seconds()) - (talked or 0)
    begun = stay.entered_at + timedelta(seconds=max(0, waited))
    answer_call(
        stay, agent=leg.agent, by=actors.agent(leg.agent), at=min(begun, at_end.at), waited=max(0, waited)
    )


def refined(ours: float, theirs: int | None) -> int:
    """The provider's count, if it is about the same."""
    if theirs is not None and abs(ours - theirs) <= CLOSE_ENOUGH:
        return theirs
    return max(0, round(ours))


def drop_legs(stay: QueueStay, *, by: Actor, asking: Asking) -> None:
    for leg in Leg.objects.filter(stay=stay, state__in=Leg.LIVE).order_by("pk"):
        drop_leg(leg, by=by, at=asking.at)


def _parted(asking: Asking, stay: QueueStay, waited: int | None, by: Actor) -> str:
    leg = Leg.objects.select_related("agent").filter(pk=stay.last_leg or 0).first()
    if leg and stay.state == State.WAITING:
        bridge_late(stay, leg, at_end=asking, talked=None, waited=waited)
        stay.refresh_from_db()
    end_talk(stay, by=by, at=asking.at)
    voice = Voice(asking.phone, stay.call.language)
    return response(voice.says(voice.thanks()), hangup())


def _by_wish(asking: Asking, stay: QueueStay, by: Actor) -> str:
    leave_queue(stay, by=by, at=asking.at)
    drop_legs(stay, by=by, asking=asking)
    call = hold_call(stay.call_id)
    if stay.wish == "call_back":
        return begin_booking(asking, call)
    if stay.wish == "voicemail":
        return voicemail.prompt(asking, call)
    voice = Voice(asking.phone, call.language)
    return offer_instead(asking, call, voice.says(voice.nobody_now(stay.wish)))


def _failed(asking: Asking, stay: QueueStay, by: Actor) -> str:
    """The provider could not keep them: not their fault, and it must not end their call."""
    if asking.said("CallStatus") in GONE:
        end_call(stay.call, by=by, at=asking.at)
        return response(hangup())
    leave_queue(stay, by=by, at=asking.at)
    drop_legs(stay, by=by, asking=asking)
    call = hold_call(stay.call_id)
    voice = Voice(asking.phone, call.language)
    return offer_instead(asking, call, voice.says(voice.nobody_now("error")))


def _stay(asking: Asking, pk: int) -> QueueStay | None:
    """Of the call that asks, which is held."""
    call = Call.objects.filter(channel=asking.channel, stays=pk).first()
    if call is None or call.provider_id != asking.sid:
        return None
    held = hold_call(call.pk)
    return QueueStay.objects.select_related("call__channel", "team").get(pk=pk, call=held)
