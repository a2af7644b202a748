"""Twilio's telephone exchange, small: it asks us what callers hear, does it, and tells us what came of it.

Its clock moves only when it is told to, so a test hears a quarter of an hour of music in no time.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element

from channels_in.twilio.fake_calls import signature_of, written
from channels_in.voice.fake.lines import Block, Line
from channels_in.voice.fake.markup import parsed


class Said(NamedTuple):
    status: int
    content_type: str
    body: bytes


NOTHING: Mapping[str, str] = MappingProxyType({})
Ask = Callable[[str, bytes, Mapping[str, str]], Said | None]  # None: nobody there
EMPTY = dict.fromkeys(("FromCity", "FromState", "FromZip", "FromCountry", "ToCity", "ToState"), "")


@dataclass
class Exchange:
    """`hook`: the address of our channel. `faults`: what the provider's debugger would list."""

    account: str
    number: str
    hook: str
    ask: Ask
    token: str = "the auth token"  # noqa: S105 - of nobody
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    lines: dict[str, Line] = field(default_factory=dict)
    queues: dict[str, list[Line]] = field(default_factory=dict)
    recordings: dict[str, tuple[Line, int]] = field(default_factory=dict)
    habits: dict[str, str] = field(default_factory=dict)  # number → answers, busy, no-answer, voicemail
    faults: list[str] = field(default_factory=list)
    placed: list[dict[str, str]] = field(default_factory=list)  # by REST, in their order
    asked: list[str] = field(default_factory=list)  # addresses, in their order
    tells_hang_up: bool = True  # whether the queue's action is asked when a caller hangs up
    misspells: bool = True  # DequeingCallSid, as the provider's page has it
    holds_notices: bool = False
    held: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    loses: set[str] = field(default_factory=set)  # parts of addresses that are never asked
    todo: deque[Callable[[], None]] = field(default_factory=deque)  # what REST wants; done by who drives
    turn: threading.RLock = field(default_factory=threading.RLock)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def new_sid(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers) + 0xA1000000:032x}"

    # Time

    def forward(self, seconds: float) -> None:
        """Everything that happens until then, in its order."""
        with self.turn:
            end = self.now + timedelta(seconds=seconds)
            self.settle()
            while (line := self._next(end)) is not None:
                block = line.block
                self.now = max(self.now, block.until or self.now) if block else self.now
                line.block = None
                if block and block.then:
                    block.then()
                self.settle()
            self.now = max(self.now, end)

    def settle(self) -> None:
        """What is wanted by now."""
        with self.turn:
            while self.todo:
                self.todo.popleft()()

    def _next(self, end: datetime) -> Line | None:
        """Whose wait is over first, if before that."""
        due = (
            (line.block.until, line.sid) for line in self.lines.values() if line.block and line.block.until
        )
        until, sid = min(due, default=(end, ""))
        return self.lines[sid] if sid and until <= end else None

    # What we are asked and told

    def request(
        self, line: Line, address: str, more: Mapping[str, str] = NOTHING, *, waits: bool = False
    ) -> list[Element]:
        """The verbs that we answer; of the fallback if there is no answer. Empty: an error was spoken."""
        if any(one in address for one in self.loses):
            return []
        form = {**self.about(line), **more}
        for url, added in (
            (address, {}),
            (f"{self.hook}call/fallback/", {"ErrorCode": "11200", "ErrorUrl": address}),
        ):
            said = self._ask(url, {**form, **added})
            if said is not None and said.status == 200:
                verbs, faults = parsed(said.body, said.content_type, waits=waits)
                self.faults += [f"{fault} at {url}" for fault in faults]
                return verbs
        self.faults.append(f"11200 {address}")
        line.heard.append("An application error has occurred.")
        return []

    def notice(self, address: str, form: dict[str, str]) -> None:
        if any(one in address for one in self.loses):
            return
        if self.holds_notices:
            self.held.append((address, form))
        else:
            self._ask(address, form)

    def deliver(self, notices: Sequence[tuple[str, dict[str, str]]] | None = None) -> None:
        """Those that were held, in their order or another."""
        found = list(self.held if notices is None else notices)
        self.held.clear()
        for address, form in found:
            self._ask(address, form)

    def about(self, line: Line) -> dict[str, str]:
        form = {
            "CallSid": line.sid,
            "AccountSid": self.account,
            "From": line.caller,
            "To": line.called,
            "Caller": line.caller,
            "Called": line.called,
            "CallStatus": line.status,
            "Direction": line.direction,
            "ApiVersion": "2010-04-01",
            **EMPTY,
        }
        return {**form, "ParentCallSid": line.parent.sid} if line.parent else form

    def status_notice(self, line: Line, address: str) -> None:
        form = {
            **self.about(line),
            "Timestamp": format_datetime(self.now),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(line.sequence),
        }
        line.sequence += 1
        if not line.is_live:
            begun = line.answered_at or self.now
            seconds = round((self.now - begun).total_seconds())
            form |= {"CallDuration": str(seconds), "Duration": str(-(-seconds // 60))}
        self.notice(address, form)

    def _ask(self, address: str, form: Mapping[str, str]) -> Said | None:
        url = urldefrag(address).url
        pairs = list(form.items())
        self.asked.append(url)
        headers = {"X-Twilio-Signature": signature_of(url, pairs, self.token)}
        return self.ask(url, written(pairs), headers)

    def wait(
        self, line: Line, what: str, seconds: float | None, then: Callable[[], None] | None = None
    ) -> Block:
        until = None if seconds is None else self.now + timedelta(seconds=seconds)
        line.block = Block(what=what, until=until, then=then)
        return line.block
