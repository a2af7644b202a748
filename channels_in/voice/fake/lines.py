"""A leg at the provider: who rings whom, what they heard, and what it waits for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

OVER = ("completed", "busy", "failed", "no-answer", "canceled")


@dataclass(kw_only=True)
class Block:
    """What a line waits for: keys, the end of a sound, somebody else. `until` by the exchange's clock."""

    what: str  # ringing, gather, sound, dial, bridged, record, quiet
    until: datetime | None = None
    verb: Element | None = None
    then: Callable[[], None] | None = None


@dataclass(kw_only=True)
class Line:
    sid: str
    caller: str
    called: str
    direction: str  # inbound, outbound-api, outbound-dial
    started_at: datetime
    status: str = "queued"
    parent: Line | None = None
    url: str = ""  # asked once somebody picks up
    status_url: str = ""
    events: tuple[str, ...] = ("completed",)
    timeout: int = 60
    heard: list[str] = field(default_factory=list)
    verbs: deque[Element] = field(default_factory=deque)
    block: Block | None = None
    pressed: str = ""
    spoken: int = 0  # seconds, into a recording
    queue: str = ""
    queued_at: datetime | None = None
    enqueue: Element | None = None
    main: deque[Element] = field(default_factory=deque)  # what was left behind while waiting
    peer: Line | None = None
    dial: Element | None = None
    bridged_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sequence: int = 0

    @property
    def is_live(self) -> bool:
        return self.status not in OVER

    @property
    def last_heard(self) -> str:
        return self.heard[-1] if self.heard else ""

    def has_heard(self, words: str) -> bool:
        return any(words.lower() in one.lower() for one in self.heard)
