"""Telephones: be a caller, be an agent's handset. What was heard is words."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from functools import partial
from xml.etree.ElementTree import Element

from channels_in.voice.fake import dialling, interpreter, queue
from channels_in.voice.fake.exchange import Exchange
from channels_in.voice.fake.lines import OVER, Line

PICKS_UP = {"answers", "voicemail"}


class FakePhone:
    """What people do with telephones at an exchange; `exchange` is the provider itself."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    # People

    def call(self, number: str) -> Line:
        """A customer rings us."""
        with self.exchange.turn:
            line = self._line(caller=number, called=self.exchange.number, direction="inbound")
            line.status = "ringing"
            line.status_url = f"{self.exchange.hook}ended/"
            verbs = self.exchange.request(line, f"{self.exchange.hook}call/")
            if not (verbs and verbs[0].tag == "Reject"):
                line.status, line.answered_at = "in-progress", self.exchange.now
            interpreter.take(self, line, verbs)
            return line

    def press(self, line: Line, keys: str) -> None:
        with self.exchange.turn:
            self.exchange.settle()
            interpreter.press(self, line, keys)

    def speak(self, line: Line, seconds: int) -> None:
        """Into a recording: silence after it ends it."""
        with self.exchange.turn:
            if line.block and line.block.what == "record" and line.block.until:
                line.spoken += seconds
                line.block.until = max(line.block.until, self.exchange.now + timedelta(seconds=seconds + 5))

    def hang_up(self, line: Line) -> None:
        with self.exchange.turn:
            self.exchange.settle()
            self.end(line, "completed")

    def answer(self, line: Line) -> None:
        """A handset that rings is picked up."""
        with self.exchange.turn:
            if line.status != "ringing":
                return
            line.status, line.answered_at, line.block = "in-progress", self.exchange.now, None
            self._tell(line, "answered")
            if line.parent:
                dialling.connect_number(self, line.parent, line)
            else:
                interpreter.asks(self, line, line.url)

    def refuse(self, line: Line) -> None:
        with self.exchange.turn:
            if line.status == "ringing":
                self.end(line, "busy")

    def ringing(self, number: str) -> Line | None:
        self.exchange.settle()
        found = (
            one for one in self.exchange.lines.values() if one.called == number and one.status == "ringing"
        )
        return next(found, None)

    def on(self, number: str) -> list[Line]:
        """All lines to that handset, oldest first."""
        return [one for one in self.exchange.lines.values() if one.called == number]

    # The exchange's part

    def rings(  # noqa: PLR0913 - as many as an order of REST has
        self,
        *,
        called: str,
        caller: str,
        direction: str,
        parent: Line | None = None,
        url: str = "",
        status_url: str = "",
        events: tuple[str, ...] = ("completed",),
        timeout: int = 60,
    ) -> Line:
        line = self._line(caller=caller, called=called, direction=direction)
        line.parent, line.url, line.status_url = parent, url, status_url
        line.events, line.timeout = events, timeout
        self.exchange.todo.append(partial(self._begin, line))
        return line

    def somebody_waits(self, name: str) -> None:
        """Whoever dials that queue gets the first in it."""
        for agent in list(self.exchange.lines.values()):
            dials = agent.block and agent.block.what == "dial" and agent.dial is not None
            members = self.exchange.queues.get(name) or []
            if dials and agent.dial is not None and agent.dial[0].text == name and members:
                dialling.connect_queue(self, agent, members[0])

    def end(self, line: Line, status: str) -> None:
        """Whoever hung up, and whatever they were doing."""
        if not line.is_live:
            return
        block, line.block = line.block, None
        if block and block.what == "record" and block.verb is not None and line.spoken:
            line.status = "completed"
            interpreter.recorded(self, line, block.verb, hung_up=True)
        line.status, line.ended_at = status if status in OVER else "completed", self.exchange.now
        if line.peer is not None and line.bridged_at and line.peer.bridged_at:
            dialling.part(self, line)
        elif line.queue:
            action, more = queue.out(self, line, "hangup")
            if self.exchange.tells_hang_up:
                self.exchange.request(line, action, more)
        elif line.peer is not None and line.peer.is_live:  # still rings somebody
            self.end(line.peer, "canceled")
        self._tell(line, "completed")
        if line.parent and line.parent.peer is line and line.parent.block:
            dialling.nobody(self, line.parent, line.status)

    def moved(self, line: Line, url: str) -> None:
        """By REST: on to other markup, out of whatever they were in."""
        if not line.is_live:
            return
        if line.peer is not None and line.bridged_at:
            dialling.part(self, line, result="redirected-from-bridged")
        elif line.queue:
            action, more = queue.out(self, line, "redirected")
            self.exchange.request(line, action, more)
        interpreter.asks(self, line, url)

    def keeps_recording(self, line: Line, seconds: int, verb: Element, *, source: str) -> dict[str, str]:
        """Kept, and told; what is told."""
        sid = self.exchange.new_sid("RE")
        self.exchange.recordings[sid] = (line, seconds)
        account = self.exchange.account
        url = f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{sid}"
        told: dict[str, str] = {"RecordingUrl": url, "RecordingDuration": str(seconds), "RecordingSid": sid}
        form = {
            "AccountSid": account,
            "CallSid": line.sid,
            **told,
            "RecordingStatus": "completed",
            "RecordingChannels": "1",
            "RecordingStartTime": format_datetime(self.exchange.now - timedelta(seconds=seconds)),
            "RecordingSource": source,
            "RecordingTrack": "both",
        }
        self.exchange.notice(verb.get("recordingStatusCallback", ""), form)
        return told

    def _line(self, *, caller: str, called: str, direction: str) -> Line:
        sid = self.exchange.new_sid("CA")
        line = Line(sid=sid, caller=caller, called=called, direction=direction, started_at=self.exchange.now)
        self.exchange.lines[sid] = line
        return line

    def _begin(self, line: Line) -> None:
        if not line.is_live:
            return
        self._tell(line, "initiated", status="initiated")
        self._tell(line, "ringing", status="ringing")
        self.exchange.wait(line, "ringing", line.timeout + 5, partial(self._not_picked_up, line))
        habit = self.exchange.habits.get(line.called, "")
        if habit in PICKS_UP:
            self.answer(line)
        elif habit in {"busy", "no-answer", "failed"}:
            self.end(line, habit)

    def _not_picked_up(self, line: Line) -> None:
        self.end(line, "no-answer")

    def _tell(self, line: Line, event: str, *, status: str = "") -> None:
        line.status = status or line.status
        if line.status_url and event in line.events:
            self.exchange.status_notice(line, line.status_url)
