"""Queues of callers, by name. Source: twilio.com/docs/voice/twiml/enqueue."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from channels_in.voice.fake.lines import Line

if TYPE_CHECKING:
    from channels_in.voice.fake.phone import FakePhone


def enter(phone: FakePhone, line: Line, verb: Element) -> None:
    line.queue, line.enqueue, line.queued_at = verb.text or "", verb, phone.exchange.now
    line.main, line.verbs = line.verbs, deque()
    members = phone.exchange.queues.setdefault(line.queue, [])
    members.append(line)
    line.heard.append("(waits)")
    ask_for_music(phone, line)
    phone.somebody_waits(line.queue)


def ask_for_music(phone: FakePhone, line: Line) -> None:
    from channels_in.voice.fake.interpreter import asks

    if line.queue and line.enqueue is not None:
        asks(phone, line, line.enqueue.get("waitUrl", ""), **standing(phone, line))


def standing(phone: FakePhone, line: Line) -> dict[str, str]:
    members = phone.exchange.queues.get(line.queue, [])
    return {
        "QueuePosition": str(members.index(line) + 1 if line in members else 1),
        "QueueSid": queue_sid(line.queue),
        "QueueTime": str(waited(phone, line)),
        "AvgQueueTime": str(waited(phone, line)),
        "CurrentQueueSize": str(len(members)),
        "MaxQueueSize": "1000",
    }


def waited(phone: FakePhone, line: Line) -> int:
    """Until somebody was put through."""
    if line.queued_at is None:
        return 0
    is_through = line.bridged_at is not None and line.bridged_at >= line.queued_at
    end = line.bridged_at if is_through and line.bridged_at else phone.exchange.now
    return round((end - line.queued_at).total_seconds())


def queue_sid(name: str) -> str:
    return "QU" + name.encode().hex().ljust(32, "0")[:32]


def leave(phone: FakePhone, line: Line, verb: Element) -> None:
    from channels_in.voice.fake.interpreter import asks

    action, more = out(phone, line, "leave")
    asks(phone, line, action, **more)


def out(phone: FakePhone, line: Line, result: str) -> tuple[str, dict[str, str]]:
    """Out of the queue: the address that is asked then, and what it is told."""
    action = line.enqueue.get("action", "") if line.enqueue is not None else ""
    more = {"QueueResult": result, "QueueSid": queue_sid(line.queue), "QueueTime": str(waited(phone, line))}
    members = phone.exchange.queues.get(line.queue, [])
    if line in members:
        members.remove(line)
    line.queue, line.enqueue = "", None
    line.verbs, line.main, line.block = line.main, deque(), None
    return action, more
