"""Hooks on their way from the demo's providers to us: a file each, until we have thanked for it. What is in
them is signed only when it is posted, so no secret lies here.
"""

from __future__ import annotations

import base64
import json
import random
import secrets
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from channels_in.simulator import moods
from channels_in.simulator.acts import Letter
from channels_in.simulator.sink_place import folder


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which channel of ours it is for, and what on whose phone it tells of. `status`: of a report."""

    channel: int
    kind: str
    address: str
    message: str
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    path: Path
    about: About
    letter: Letter
    due: float
    tries: int = 0


def put(letter: Letter, about: About, *, after: float = 0.0) -> None:
    home = _home()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if moods.mood_of(about.kind) == "late":
        after += random.uniform(moods.LATE / 2, moods.LATE)  # noqa: S311 - in any order
    due = time.time() + after
    place = home / f"{due:017.6f}-{secrets.token_hex(4)}.json"
    _write(Waiting(path=place, about=about, letter=letter, due=due))


def put_off(waiting: Waiting, *, seconds: float) -> None:
    """It was not taken: once more, later."""
    _write(replace(waiting, due=time.time() + seconds, tries=waiting.tries + 1))


def done(waiting: Waiting) -> None:
    waiting.path.unlink(missing_ok=True)


def due() -> Iterator[Waiting]:
    """In the order in which they were to go."""
    for path in sorted(_home().glob("*.json")):
        waiting = _read(path)
        if waiting and waiting.due <= time.time():
            yield waiting


def _write(waiting: Waiting) -> None:
    body = base64.b64encode(waiting.letter.body).decode()
    fields = {**asdict(waiting), "path": "", "letter": {**asdict(waiting.letter), "body": body}}
    draft = waiting.path.with_suffix(".part")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(fields))
    draft.rename(waiting.path)


def _read(path: Path) -> Waiting | None:
    try:
        fields = json.loads(path.read_text())
        letter = {**fields.pop("letter")}
        body = base64.b64decode(letter.pop("body"))
        about = About(**fields.pop("about"))
        return Waiting(**{**fields, "path": path, "about": about, "letter": Letter(body=body, **letter)})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _home() -> Path:
    return folder() / "hooks"
