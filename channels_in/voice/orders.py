"""Carries out what the provider is to be told about calls, one after the other, with no transaction open.

A call that may have been placed is never placed again: who rings twice at once cannot be taken back. Its own
questions and notices prove it, as our number of the leg stands in their address.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.utils import timezone

from channels_in.actions.note_health import note_problem, note_works
from channels_in.actions.settle_leg import raise_leg, settle_leg
from channels_in.chat.reading import words
from channels_in.models import CallOrder, Connection, Leg
from channels_in.twilio.rest import Reply, remove, tell
from channels_in.voice.asking import SID
from channels_in.voice.phone import NOTICE, Phone
from events import actors, claims
from events.claims import Failure
from helpdesk.lib.guarded_addresses import Forbidden, Unreachable

LEASE = timedelta(seconds=60)
BUSY = timedelta(seconds=2)
GONE = {"21220", "20404"}  # the call is over: nothing is left to do
OUR_FAULT = {"20003", "21210", "573005", "13216", "21216"}  # nobody can be rung until an admin looks
EVENTS = ("initiated", "ringing", "answered", "completed")
What = CallOrder.What


def carry_out_due(channel_id: int) -> bool:
    rows = CallOrder.objects.filter(channel=channel_id).select_related(
        "channel__connection", "leg__agent", "leg__stay", "leg__call_back", "call"
    )
    return claims.drain(rows, carry_out, limit=1, seconds=5.0, lease=LEASE)


def carry_out(row: CallOrder) -> bool:
    try:
        conclude = DO[row.what](row, row.channel.connection)
    except Unreachable as error:
        if row.what != What.PLACE or not error.may_have_arrived:
            claims.give_back(row, error)
            return False
        conclude = _nothing_more  # in doubt: it rings, or voice/watch.py finds that it does not
    except Exception as error:
        claims.give_back(row, error)
        return False
    return claims.run(row, conclude)


def _place(row: CallOrder, connection: Connection) -> Callable[[CallOrder], object]:
    leg = row.leg
    if leg is None or not leg.is_live:
        return _nothing_more
    phone = Phone.of(connection)
    reply = tell(connection, "Calls.json", form_of(leg, phone))
    sid = words(reply.body, "sid")
    if reply.status < 300 and SID.fullmatch(sid):
        note_works(connection, "send")
        return partial(_rings, leg=leg, sid=sid)
    if reply.status == 429:
        raise Failure(reply.detail, retry_after=BUSY)
    if reply.status >= 500:
        return _nothing_more
    if reply.code in OUR_FAULT or reply.status in {401, 403}:
        note_problem(connection, _problem(reply), detail=reply.detail)
    return partial(_failed, leg=leg)


def _end(row: CallOrder, connection: Connection) -> Callable[[CallOrder], object]:
    sid = row.leg.provider_id if row.leg else (row.call.provider_id if row.call else "")
    if row.leg and not sid and row.attempts < 4:
        raise Failure("Its name is not known yet.", retry_after=BUSY)
    return _told(connection, sid, [("Status", "completed")])


def _move(row: CallOrder, connection: Connection) -> Callable[[CallOrder], object]:
    sid = row.call.provider_id if row.call else ""
    url = Phone.of(connection).url(row.target)
    return _told(connection, sid, [("Url", url), ("Method", "POST")])


def _forget_queue(row: CallOrder, connection: Connection) -> Callable[[CallOrder], object]:
    reply = remove(connection, f"Queues/{row.target}.json")
    if reply.status >= 500 or reply.status == 429:
        raise Failure(reply.detail)
    return _nothing_more


def _told(connection: Connection, sid: str, form: list[tuple[str, str]]) -> Callable[[CallOrder], object]:
    if not SID.fullmatch(sid):
        return _nothing_more
    try:
        reply = tell(connection, f"Calls/{sid}.json", form)
    except Forbidden as error:
        raise Failure(str(error), permanent=True) from error
    if reply.status < 300 or reply.code in GONE or reply.status == 404:
        return _nothing_more
    if reply.status == 429 or reply.status >= 500:
        raise Failure(reply.detail, retry_after=BUSY)
    raise Failure(reply.detail, permanent=True)


def form_of(leg: Leg, phone: Phone) -> list[tuple[str, str]]:
    return [
        ("To", leg.number),
        ("From", phone.number),
        ("Url", phone.url(f"leg/{leg.pk}/whisper")),
        ("Method", "POST"),
        ("Timeout", str(phone.ring_seconds)),
        ("StatusCallback", phone.url(f"leg/{leg.pk}/status", fragment=NOTICE)),
        ("StatusCallbackMethod", "POST"),
        *(("StatusCallbackEvent", event) for event in EVENTS),
    ]


def _rings(row: CallOrder, *, leg: Leg, sid: str) -> None:
    """It may have been hung up on already, by a notice that was faster than this answer."""
    raise_leg(leg, Leg.State.RINGING, provider_id=sid)


def _failed(row: CallOrder, *, leg: Leg) -> None:
    settle_leg(leg, Leg.State.FAILED, by=actors.system("order", row.pk), at=timezone.now())


def _nothing_more(row: CallOrder) -> None:
    """What had to be said is said."""


def _problem(reply: Reply) -> str:
    return "send_sender" if reply.code == "21210" else "send_login"


DO: dict[str, Callable[[CallOrder, Connection], Callable[[CallOrder], object]]] = {
    What.PLACE: _place,
    What.END: _end,
    What.MOVE: _move,
    What.FORGET_QUEUE: _forget_queue,
}
