"""What a kind of channel must say to be simulated: how its phones behave, and what its provider writes."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any, Protocol, TypedDict

from channels_in.fakes.server import Asked, Fake, Told, as_json
from channels_in.models import Connection
from channels_in.simulator.acts import Act, Arrived, Letter, Person
from channels_in.simulator.screen import Bubble

OPEN, POCKET, OFF, BLOCKED = "open", "pocket", "off", "blocked"
TEXT, PICTURE, VOICE, FILE, LOCATION = "text", "picture", "voice", "file", "location"
REPLY, REACTION, EDIT, TAKE_BACK, TAP = "reply", "reaction", "edit", "take_back", "tap"
LONGEST_SILENCE = 60.0  # seconds: longer than we wait for anybody


class Manners(Protocol):
    acts: frozenset[str]  # what one can do there
    states: tuple[str, ...]  # of a phone
    hint: str  # what an address looks like

    def address_of(self, written: str) -> str:
        """As the provider names somebody; nothing if it is no such address."""

    def fake(self, connection: Connection) -> Fake:
        """The provider, as one channel of ours sees it."""

    def is_for(self, asked: Asked, connection: Connection) -> bool: ...

    def knows(self, fake: Any, person: Person, *, state: str) -> None:
        """Tell the provider who somebody is, and whether they shut us out."""

    def file_of(self, connection: Connection, act: Act) -> str:
        """What the provider calls the file that is sent with it."""

    def holds(self, fake: Any, name: str, content: bytes, content_type: str) -> None:
        """Give the provider a file that a customer sent."""

    def arrived(self, fake: Any, taken: Mapping[str, Any]) -> Arrived: ...

    def new_name(self) -> str:
        """Of what a customer says: unlike any before."""

    def said(self, connection: Connection, person: Person, act: Act) -> Letter: ...

    def told(
        self, connection: Connection, person: Person, bubble: Bubble, status: str, *, at: float
    ) -> Letter | None:
        """What the provider says of a message of ours. None: it says nothing of that."""

    def trouble(self, status: int) -> Told:
        """A refusal with this status, as this provider words it."""


class Usual:
    """What most of them have in common."""

    states: tuple[str, ...] = (OPEN, POCKET, OFF)
    hint = ""

    def file_of(self, connection: Connection, act: Act) -> str:
        return act.name

    def knows(self, fake: Any, person: Person, *, state: str) -> None:
        if state == BLOCKED:
            fake.blocked.add(person.address)
        else:
            fake.blocked.discard(person.address)

    def told(
        self, connection: Connection, person: Person, bubble: Bubble, status: str, *, at: float
    ) -> Letter | None:
        return None

    def trouble(self, status: int) -> Told:
        return as_json({"message": "Trouble on request of the simulator."}, status=status)


def fresh() -> int:
    """Where a provider that starts again goes on counting: above all that it has given out before."""
    return int(time.time() * 1000)


def letter(body: object) -> Letter:
    """ASCII, and slashes with a backslash before them, as Meta writes; nobody else minds."""
    return Letter(body=json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode())


class App(TypedDict):
    app_id: str
    app_secret: str


def app_of(connection: Connection) -> App:
    """Meta's app behind a channel, as its fake knows it."""
    secrets = connection.secrets.get("app_secrets") or [""]
    return {"app_id": str(connection.options.get("app_id", "")), "app_secret": str(secrets[0])}


def is_about_token(asked: Asked, connection: Connection) -> bool:
    """The app itself asks, with its own number and secret, about the token of this channel."""
    app = app_of(connection)
    is_app = bearer(asked) == f"{app['app_id']}|{app['app_secret']}"
    is_its_token = asked.query.get("input_token") == connection.secrets.get("access_token")
    return asked.path.endswith("/debug_token") and is_app and is_its_token


def bearer(asked: Asked) -> str:
    return asked.headers.get("authorization", "").removeprefix("Bearer ")
