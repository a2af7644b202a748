"""What a simulated phone shows now, made of all that happened on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from channels_in.simulator.memory import Line

MOST = 200  # messages shown
RISES = {"": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}


@dataclass(slots=True, kw_only=True)
class Bubble:
    """`is_mine`: the customer's. `status`: of theirs, waiting, taken or refused; of ours, how far it is."""

    name: str  # the provider's id of it
    is_mine: bool
    at: datetime
    kind: str = "text"
    text: str = ""
    file_name: str = ""
    file: str = ""  # where it lies in the simulator
    edits: int = 0
    content_type: str = ""
    place: str = ""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    quotes: str = ""  # words of what it answers
    replies_to: str = ""
    status: str = ""
    why: str = ""
    mark: dict[str, str] = field(default_factory=dict)
    reaction: str = ""
    is_edited: bool = False
    is_gone: bool = False

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def is_sound(self) -> bool:
        return self.content_type.startswith("audio/")

    @property
    def short(self) -> str:
        return self.text or self.file_name or self.place


@dataclass(slots=True)
class Screen:
    bubbles: list[Bubble] = field(default_factory=list)
    state: str = "open"  # of the phone: open, pocket, off, blocked

    def find(self, name: str) -> Bubble | None:
        return next((one for one in self.bubbles if one.name == name), None) if name else None


def screen_of(lines: Iterable[Line]) -> Screen:
    screen, by_name = Screen(), dict[str, Bubble]()
    for line in lines:
        _happens(line, screen, by_name)
    for bubble in screen.bubbles:
        quoted = by_name.get(bubble.replies_to)
        bubble.quotes = quoted.short if quoted else ""
    screen.bubbles = screen.bubbles[-MOST:]
    return screen


def _happens(line: Line, screen: Screen, by_name: dict[str, Bubble]) -> None:
    what, name = line.get("what"), str(line.get("name", ""))
    if what in {"said", "came"} and name not in by_name:
        by_name[name] = _bubble(line, name, is_mine=what == "said")
        screen.bubbles.append(by_name[name])
    elif what == "phone":
        screen.state = str(line.get("state", "open"))
    elif name in by_name:
        _changes(line, by_name[name])


def _bubble(line: Line, name: str, *, is_mine: bool) -> Bubble:
    buttons: list[Any] = line.get("buttons") or []
    return Bubble(
        name=name,
        is_mine=is_mine,
        at=datetime.fromtimestamp(float(line.get("at", 0)), UTC),
        kind=str(line.get("kind", "text")),
        text=str(line.get("text", "")),
        file_name=str(line.get("file_name", "")),
        file=str(line.get("file", "")),
        content_type=str(line.get("content_type", "")),
        place=str(line.get("place", "")),
        buttons=[(str(payload), str(label)) for payload, label in buttons],
        replies_to=str(line.get("replies_to", "")),
        status="waiting" if is_mine else "sent",
        mark={str(key): str(value) for key, value in (line.get("mark") or {}).items()},
    )


def _changes(line: Line, bubble: Bubble) -> None:
    match line.get("what"):
        case "status" if RISES.get(str(line.get("status")), 0) >= RISES.get(bubble.status, 0):
            bubble.status = str(line.get("status"))
        case "taken":
            bubble.status = "taken"
        case "refused":
            bubble.status, bubble.why = "refused", str(line.get("why", ""))
        case "edited":
            bubble.text, bubble.is_edited, bubble.edits = str(line.get("text", "")), True, bubble.edits + 1
        case "gone":
            bubble.is_gone = True
        case "reacted":
            bubble.reaction = str(line.get("text", ""))
