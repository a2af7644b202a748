"""Two lines become one talk: with whoever waits in a queue, or with a number. Source:
twilio.com/docs/voice/twiml/dial, /queue and /number.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from channels_in.voice.fake import queue
from channels_in.voice.fake.lines import Line

if TYPE_CHECKING:
    from channels_in.voice.fake.phone import FakePhone


def dial(phone: FakePhone, line: Line, verb: Element) -> None:
    line.dial = verb
    inside = verb[0]
    seconds = float(verb.get("timeout", 30)) + (5 if inside.tag == "Number" else 0)
    block = phone.exchange.wait(line, "dial", seconds, partial(nobody, phone, line, "no-answer"))
    block.verb = verb
    if inside.tag == "Queue":
        phone.somebody_waits(inside.text or "")
    else:
        child = phone.rings(
            called=inside.text or "",
            caller=verb.get("callerId", ""),
            direction="outbound-dial",
            parent=line,
            status_url=inside.get("statusCallback", ""),
            events=tuple(inside.get("statusCallbackEvent", "completed").split()),
            timeout=int(verb.get("timeout", 30)),
        )
        line.peer = child


def nobody(phone: FakePhone, line: Line, result: str) -> None:
    """The dialling came to nothing."""
    from channels_in.voice.fake.interpreter import asks

    verb, child = line.dial, line.peer
    line.dial = line.peer = None
    if child and child.is_live:
        phone.end(child, "canceled" if result == "no-answer" else result)
    if verb is not None and line.is_live:
        sid = {"DialCallSid": child.sid} if child else {}
        asks(phone, line, verb.get("action", ""), DialCallStatus=result, DialBridged="false", **sid)


def connect_queue(phone: FakePhone, agent: Line, caller: Line) -> None:
    """The caller's side is asked first; what it answers is heard before they are connected."""
    exchange, verb = phone.exchange, agent.dial
    if verb is None:
        return
    name = "DequeingCallSid" if exchange.misspells else "DequeueingCallSid"
    inside = verb[0]
    members = exchange.queues.get(caller.queue, [])
    if caller in members:
        members.remove(caller)
    told = {
        "QueueSid": queue.queue_sid(caller.queue),
        "QueueTime": str(queue.waited(phone, caller)),
        name: agent.sid,
    }
    for said in exchange.request(caller, inside.get("url", ""), told):
        caller.heard.append(said.text or "")
    _bridge(phone, agent, caller)


def connect_number(phone: FakePhone, agent: Line, customer: Line) -> None:
    _bridge(phone, agent, customer)


def _bridge(phone: FakePhone, dialler: Line, other: Line) -> None:
    for one, peer in ((dialler, other), (other, dialler)):
        one.peer, one.bridged_at = peer, phone.exchange.now
        one.heard.append("(connected)")
        phone.exchange.wait(one, "bridged", None)


def part(phone: FakePhone, ended: Line, *, result: str = "bridged") -> None:
    """One side has gone: the other goes on with its markup."""
    from channels_in.voice.fake.interpreter import asks

    other, ended.peer = ended.peer, None
    if other is None:
        return
    other.peer = None
    dialler, dialled = (ended, other) if ended.dial is not None else (other, ended)
    begun = dialled.bridged_at or phone.exchange.now
    seconds = round((phone.exchange.now - begun).total_seconds())
    _recorded(phone, dialler, dialled, seconds)
    action, more = queue.out(phone, dialled, result) if dialled.queue else ("", {})
    if action and (dialled.is_live or phone.exchange.tells_hang_up):
        if dialled.is_live and result == "bridged":
            asks(phone, dialled, action, **more)
        else:
            phone.exchange.request(dialled, action, more)
    elif dialled.is_live and dialled.direction == "outbound-dial":
        phone.end(dialled, "completed")
    verb, dialler.dial = dialler.dial, None
    if verb is not None:
        told = {"DialCallStatus": "completed", "DialCallSid": dialled.sid, "DialBridged": "true"}
        told["DialCallDuration"] = str(seconds)
        if dialler.is_live:
            asks(phone, dialler, verb.get("action", ""), **told)
        else:
            phone.exchange.request(dialler, verb.get("action", ""), told)


def _recorded(phone: FakePhone, dialler: Line, dialled: Line, seconds: int) -> None:
    if dialler.dial is not None and dialler.dial.get("record") and seconds:
        phone.keeps_recording(dialler, seconds, dialler.dial, source="DialVerb")
