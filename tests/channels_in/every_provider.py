"""Every kind that a provider calls, by table: its channel, its provider on loopback, its signed hooks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from channels_in import kinds
from channels_in.fakes.server import Asked, Fake, Moods, Told, served
from channels_in.models import Connection
from channels_in.simulator.acts import Act, Letter, Person
from channels_in.simulator.manners.table import MANNERS
from helpdesk import provider_environment
from tests.channels_in.direct import hooks as direct
from tests.channels_in.line import hooks as line
from tests.channels_in.sms import hooks as sms
from tests.channels_in.telegram import hooks as telegram
from tests.channels_in.whatsapp import hooks as whatsapp

MAKERS = {
    "whatsapp": whatsapp.a_number,
    "messenger": direct.a_page,
    "instagram": direct.an_instagram,
    "telegram": telegram.a_bot,
    "line": line.a_line,
    "sms": sms.a_number,
}
ADDRESSES = {"line": line.BUDI, "sms": sms.BUDI}
BUDI = "6281234567890"


@dataclass
class Played:
    """The provider of one channel. `troubles`: what it answers instead, whatever it is asked, in this order;
    `always`: once those are used up.
    """

    fake: Any = None
    troubles: Moods = field(default_factory=Moods)
    always: Told | None = None

    def answer(self, asked: Asked) -> Told:
        told: Told = self.troubles.take() or self.always or self.fake.answer(asked)
        return told


@contextmanager
def on_loopback(settings: Any, fake: Fake) -> Iterator[str]:
    """Whatever provider is asked, it is this one."""
    with served(fake) as url:
        settings.PROVIDERS = provider_environment.read(dict.fromkeys(provider_environment.DEFAULTS, url))
        yield url


@contextmanager
def played(settings: Any, connection: Connection) -> Iterator[Played]:
    found = Played()
    with on_loopback(settings, found):
        found.fake = MANNERS[connection.channel.kind].fake(connection)
        yield found


def person(kind: str) -> Person:
    return Person(address=ADDRESSES.get(kind, BUDI), name="Budi")


def said(connection: Connection, text: str) -> Letter:
    return letter_of(connection, an_act(connection, text=text))


def letter_of(connection: Connection, act: Act) -> Letter:
    kind = connection.channel.kind
    return MANNERS[kind].said(connection, person(kind), act)


def an_act(connection: Connection, *, kind: str = "text", **fields: str) -> Act:
    return Act(kind=kind, name=MANNERS[connection.channel.kind].new_name(), at=time.time(), **fields)


def posted(connection: Connection, letter: Letter, *, is_signed: bool = True, spoiled: str = "") -> int:
    beneath = f"{letter.beneath}/" if letter.beneath else ""
    path = f"/hooks/{connection.token}/{beneath}"
    door: Any = kinds.KINDS[connection.channel.kind].door
    base = sms.address_of(connection).partition("/hooks/")[0]
    headers = door.signed(letter.body, connection, f"{base}{path}") if is_signed else {}
    content_type = headers.pop("Content-Type", letter.content_type)
    if spoiled:
        headers = dict.fromkeys(headers, spoiled)
    return Client().post(path, letter.body, content_type=content_type, headers=headers).status_code
