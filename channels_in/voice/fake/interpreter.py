"""Does what our markup says, verb by verb, on one line. Source: twilio.com/docs/voice/twiml."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from channels_in.voice.fake import dialling, queue
from channels_in.voice.fake.lines import Line

if TYPE_CHECKING:
    from channels_in.voice.fake.phone import FakePhone

SOUND = 13.0  # seconds of any piece of music


def go_on(phone: FakePhone, line: Line) -> None:
    """Until it has to wait for something. At the end of its markup a call is over, and who waits is asked for
    more music.
    """
    while line.is_live and line.block is None:
        if line.verbs:
            verb = line.verbs.popleft()
            DO[verb.tag](phone, line, verb)
        elif line.queue:
            # Markup without any sound would be asked for in a circle.
            phone.exchange.wait(line, "sound", 0.5, partial(queue.ask_for_music, phone, line))
        else:
            phone.end(line, "completed")


def take(phone: FakePhone, line: Line, verbs: list[Element]) -> None:
    """New markup instead of what was left."""
    line.verbs = deque(verbs)
    line.block = None
    go_on(phone, line)


def asks(phone: FakePhone, line: Line, address: str, **more: str) -> None:
    """`more` fields beside those of every request."""
    take(phone, line, phone.exchange.request(line, address, more, waits=bool(line.queue)))


def _say(phone: FakePhone, line: Line, verb: Element) -> None:
    line.heard.append(verb.text or "")


def _play(phone: FakePhone, line: Line, verb: Element) -> None:
    line.heard.append("♪")
    phone.exchange.wait(line, "sound", SOUND, partial(go_on, phone, line))


def _pause(phone: FakePhone, line: Line, verb: Element) -> None:
    phone.exchange.wait(line, "sound", float(verb.get("length", 1)), partial(go_on, phone, line))


def _gather(phone: FakePhone, line: Line, verb: Element) -> None:
    seconds = float(verb.get("timeout", 5))
    for inside in verb:
        if inside.tag == "Say":
            _say(phone, line, inside)
        else:
            line.heard.append("♪" if inside.tag == "Play" else "…")
            seconds += SOUND if inside.tag == "Play" else float(inside.get("length", 1))
    line.pressed = ""
    block = phone.exchange.wait(line, "gather", seconds, partial(_gathered, phone, line, verb))
    block.verb = verb


def press(phone: FakePhone, line: Line, keys: str) -> None:
    """One after the other, as far as anybody listens."""
    for key in keys:
        block = line.block
        if block is None or block.verb is None or block.what not in {"gather", "record"}:
            return
        if key in block.verb.get("finishOnKey", "#" if block.what == "gather" else "1234567890*#"):
            _finish(phone, line)
            return
        if block.what == "gather":
            line.pressed += key
            if len(line.pressed) >= int(block.verb.get("numDigits", 999)):
                _finish(phone, line)


def _finish(phone: FakePhone, line: Line) -> None:
    block, line.block = line.block, None
    if block and block.then:
        block.then()


def _gathered(phone: FakePhone, line: Line, verb: Element) -> None:
    if line.pressed or verb.get("actionOnEmptyResult") == "true":
        asks(phone, line, verb.get("action", ""), Digits=line.pressed)
    else:
        go_on(phone, line)


def _redirect(phone: FakePhone, line: Line, verb: Element) -> None:
    asks(phone, line, verb.text or "")


def _hangup(phone: FakePhone, line: Line, verb: Element) -> None:
    phone.end(line, "completed")


def _reject(phone: FakePhone, line: Line, verb: Element) -> None:
    phone.end(line, "busy")


def _record(phone: FakePhone, line: Line, verb: Element) -> None:
    line.heard.append("(beep)")
    line.spoken = 0
    block = phone.exchange.wait(
        line, "record", float(verb.get("timeout", 5)), partial(recorded, phone, line, verb)
    )
    block.verb = verb


def recorded(phone: FakePhone, line: Line, verb: Element, *, hung_up: bool = False) -> None:
    """Nothing heard: no recording, and on to the next verb."""
    if not line.spoken:
        go_on(phone, line)
        return
    more = phone.keeps_recording(line, line.spoken, verb, source="RecordVerb")
    if hung_up:
        phone.exchange.request(line, verb.get("action", ""), {**more, "Digits": "hangup"})
    else:
        asks(phone, line, verb.get("action", ""), **more)


DO: dict[str, Callable[[FakePhone, Line, Element], None]] = {
    "Say": _say,
    "Play": _play,
    "Pause": _pause,
    "Gather": _gather,
    "Redirect": _redirect,
    "Hangup": _hangup,
    "Reject": _reject,
    "Record": _record,
    "Enqueue": queue.enter,
    "Leave": queue.leave,
    "Dial": dialling.dial,
}
