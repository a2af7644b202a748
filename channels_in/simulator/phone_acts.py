"""What the customer does on the page: shown on the phone at once, and handed to the provider to tell us."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels_in.models import Connection
from channels_in.simulator import memory, samples, spool
from channels_in.simulator.acts import Act, Person
from channels_in.simulator.manners.manners import (
    EDIT,
    FILE,
    LOCATION,
    PICTURE,
    REACTION,
    TAKE_BACK,
    TEXT,
    VOICE,
)
from channels_in.simulator.manners.table import MANNERS
from channels_in.simulator.provider import ALL, REPORTS, report
from channels_in.simulator.screen import Bubble, screen_of
from channels_in.simulator.spool import About

PLACE = ("Jl. Kemang Raya 14, Jakarta", -6.2607, 106.8137)
CHANGES = {REACTION: "reacted", EDIT: "edited", TAKE_BACK: "gone"}
SAMPLES = {
    PICTURE: ("foto-meja.png", "image/png", samples.picture),
    VOICE: ("pesan-suara.wav", "audio/wav", samples.sound),
}
File = tuple[str, str, bytes]  # name, type, content


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was chosen on the page. `of`: the message that it is about."""

    kind: str
    text: str = ""
    of: str = ""
    payload: str = ""  # of a button
    file: File | None = None


def do(connection: Connection, person: Person, wish: Wish) -> Act:
    channel, kind = connection.channel_id, str(connection.channel.kind)
    memory.take_phone(channel, person)
    act, file = _act(connection, person, wish)
    _show(connection, person, act, file)
    shown = act.of if act.kind in CHANGES else act.name
    about = About(channel=channel, kind=kind, address=person.address, message=shown)
    spool.put(MANNERS[kind].said(connection, person, act), about)
    return act


def _act(connection: Connection, person: Person, wish: Wish) -> tuple[Act, File | None]:
    manners = MANNERS[connection.channel.kind]
    bubble = screen_of(memory.lines_of(connection.channel_id, person.address)).find(wish.of)
    file = wish.file or _sample(wish.kind)
    kind = _kind_of(file, manners.acts) if file and wish.kind == TEXT else wish.kind
    place, latitude, longitude = PLACE if kind == LOCATION else ("", 0.0, 0.0)
    act = Act(
        kind=kind,
        name=manners.new_name(),
        text=wish.text or place,
        of=wish.of if bubble else "",
        about=_about(bubble, file),
        payload=wish.payload,
        file_name=file[0] if file else "",
        content_type=file[1] if file else "",
        latitude=latitude,
        longitude=longitude,
        at=time.time(),
    )
    return act, file


def _sample(kind: str) -> File | None:
    if kind not in SAMPLES:
        return None
    name, content_type, make = SAMPLES[kind]
    return name, content_type, make()


def set_state(connection: Connection, person: Person, state: str) -> None:
    """Who switches the phone on again gets what has waited, and is told of it."""
    memory.take_phone(connection.channel_id, person)
    memory.note(connection.channel_id, person.address, "phone", state=state)
    screen = screen_of(memory.lines_of(connection.channel_id, person.address))
    reach = [status for status, _ in REPORTS.get(state, ALL)]
    for bubble in screen.bubbles:
        missing = [one for one in reach if one != "failed" and _is_beyond(one, bubble.status)]
        if not bubble.is_mine and missing:
            manners = MANNERS[connection.channel.kind]
            report(connection, manners, person, bubble, [(one, 0.2 * n) for n, one in enumerate(missing)])


def _is_beyond(status: str, reached: str) -> bool:
    order = ("", "sent", "delivered", "read")
    return reached in order and order.index(status) > order.index(reached)


def _show(connection: Connection, person: Person, act: Act, file: File | None) -> None:
    channel = connection.channel_id
    if act.kind in CHANGES:
        memory.note(channel, person.address, CHANGES[act.kind], name=act.of, text=act.text)
        return
    fields: dict[str, Any] = {"name": act.name, "kind": act.kind, "text": act.text, "replies_to": act.of}
    if act.kind == LOCATION:
        fields |= {"place": act.text, "text": ""}
    if file:
        known_as = MANNERS[connection.channel.kind].file_of(connection, act)
        key = memory.keep_file(channel, known_as, file[2], file[1])
        fields |= {"file": key, "file_name": file[0], "content_type": file[1]}
    memory.note(channel, person.address, "said", **fields)


def _about(bubble: Bubble | None, file: File | None) -> Mapping[str, Any]:
    about: dict[str, Any] = {}
    if bubble:
        about |= {"text": bubble.short, "is_mine": bubble.is_mine, "edits": bubble.edits}
    if file:
        about["sha256"] = hashlib.sha256(file[2]).hexdigest()
    return about


def _kind_of(file: File, acts: frozenset[str]) -> str:
    wanted = {"image": PICTURE, "audio": VOICE}.get(file[1].partition("/")[0], FILE)
    return wanted if wanted in acts else next(one for one in (FILE, PICTURE) if one in acts)
