"""A provider of the demo: the fake that the tests know as well, in the mood that was chosen, and with phones
on which what it took arrives.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from channels_in.fakes.server import Asked, Fake, Told
from channels_in.models import Connection
from channels_in.simulator import memory, moods, spool
from channels_in.simulator.acts import Arrived, Person
from channels_in.simulator.manners.manners import BLOCKED, LONGEST_SILENCE, OFF, POCKET, Manners
from channels_in.simulator.manners.table import MANNERS
from channels_in.simulator.screen import Bubble, screen_of
from channels_in.simulator.spool import About
from channels_in.simulator.telephones import telephones

REPORTS = {  # state of the phone → what is told, and how soon
    BLOCKED: (("failed", 0.8),),
    OFF: (("sent", 0.3),),
    POCKET: (("sent", 0.3), ("delivered", 0.9)),
}
ALL = (("sent", 0.3), ("delivered", 0.9), ("read", 2.0))
TROUBLES = {"busy": 429, "broken": 500}


@dataclass
class Side:
    """One channel of ours as its provider sees it."""

    connection: Connection
    fake: Any
    files: set[str] = field(default_factory=set)  # that it has been given
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def kind(self) -> str:
        return str(self.connection.channel.kind)

    @property
    def manners(self) -> Manners:
        return MANNERS[self.kind]


@dataclass
class Provider:
    """`ours`: the channels that are its customers now. Nobody else is let in."""

    kinds: Sequence[str]
    ours: Callable[[], Sequence[Connection]]
    _sides: dict[int, Side] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Told:
        if (told := telephones.answer(asked)) is not None:
            return told
        side = self._side_for(asked)
        if side is None:
            return MANNERS[self.kinds[0]].trouble(401)
        mood = moods.mood_of(side.kind)
        if mood == "dead":
            return Told(cut=True)
        if mood in TROUBLES:
            return side.manners.trouble(TROUBLES[mood])
        self._prepare(side)
        told = self._answered(side, asked)
        if mood == "silent":
            return replace(told, hangs=LONGEST_SILENCE, cut=True)
        return replace(told, hangs=told.hangs + moods.SLOW) if mood == "slow" else told

    def _side_for(self, asked: Asked) -> Side | None:
        for connection in self.ours():
            kind = connection.channel.kind
            if kind in self.kinds and MANNERS[kind].is_for(asked, connection):
                return self._side_of(connection)
        return None

    def _side_of(self, connection: Connection) -> Side:
        """Made anew when the channel was changed: it may have another token now."""
        with self._lock:
            side = self._sides.get(connection.pk)
            if side is None or side.connection.version != connection.version:
                fake: Fake = MANNERS[connection.channel.kind].fake(connection)
                side = self._sides[connection.pk] = Side(connection, fake)
            return side

    def _prepare(self, side: Side) -> None:
        """What was written and sent since, it knows as well."""
        channel = side.connection.channel_id
        with side.lock:
            for key in set(memory.files_of(channel)) - side.files:
                if found := memory.file_at(channel, key):
                    name, content_type, content = found
                    side.manners.holds(side.fake, name, content, content_type)
                side.files.add(key)
            for person in memory.people_of(channel):
                state = screen_of(memory.lines_of(channel, person.address)).state
                side.manners.knows(side.fake, person, state=state)

    def _answered(self, side: Side, asked: Asked) -> Told:
        with side.lock:  # what is taken is this request's
            told: Told = side.fake.answer(asked)
            taken, side.fake.taken[:] = list(side.fake.taken), []
            for one in taken:
                arrives(side.connection, side.manners, side.manners.arrived(side.fake, one))
            side.fake.asked.clear()
        return told


def arrives(connection: Connection, manners: Manners, arrived: Arrived) -> None:
    """On the phone, and told to us as far as that phone lets it come."""
    channel = connection.channel_id
    known = {one.address: one for one in memory.people_of(channel)}
    person = known.get(arrived.address) or Person(address=arrived.address)
    memory.take_phone(channel, person)
    fields: dict[str, Any] = {
        "name": arrived.name,
        "text": arrived.text,
        "replies_to": arrived.replies_to,
        "buttons": arrived.buttons,
        "mark": dict(arrived.mark),
    }
    if arrived.content:
        key = memory.keep_file(channel, arrived.name, arrived.content, arrived.content_type)
        fields |= {"file": key, "file_name": arrived.file_name, "content_type": arrived.content_type}
    memory.note(channel, person.address, "came", **fields)
    screen = screen_of(memory.lines_of(channel, person.address))
    if bubble := screen.find(arrived.name):
        report(connection, manners, person, bubble, REPORTS.get(screen.state, ALL))


def report(
    connection: Connection,
    manners: Manners,
    person: Person,
    bubble: Bubble,
    statuses: Sequence[tuple[str, float]],
) -> None:
    now = time.time()
    for status, after in statuses:
        letter = manners.told(connection, person, bubble, status, at=now + after)
        if letter:
            about = About(
                channel=connection.channel_id,
                kind=connection.channel.kind,
                address=person.address,
                message=bubble.name,
                status=status,
            )
            spool.put(letter, about, after=after)
