"""How a telephone channel is set up: what its form stores in the connection's options, read with defaults.

options {"account_sid", "number", "greeting": {language: words}, "closed": {language: words}, "steps": [a Step
each], "gives_up": "queue"|"voicemail"|"goodbye", "max_wait_minutes", "offers_call_back", "offers_voicemail",
"records_talks", "music": "melody"|"none", "voices": {language: name}, "ring_seconds", "wrap_up_minutes",
"slot_minutes", "tries", "spacing_minutes": [int], "countries": ["62"]}; secrets as those of SMS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from channels_in.models import Connection
from people.phone_numbers import earns_when_called

CONTROL = "#rc=2&rp=ct,5xx&tt=8000"  # a call waits for the answer: not again after a slow one
NOTICE = "#rc=5&rp=ct,5xx"
VOICES = {"id": "Google.id-ID-Wavenet-A", "en": "Polly.Joanna"}
LOCALES = {"id": "id-ID", "en": "en-US"}
SPACING = (15, 60, 240)  # minutes of opening time between tries
OFFERED = 3  # choices of a time to be called back


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    digit: str
    name: Mapping[str, str]  # language → words
    team: int | None  # none: the channel's own
    goes_to: str  # "next", "queue", "voicemail", "call_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A choice by one key, or a number that callers type, ended by #."""

    kind: str  # "choice", "ask"
    words: Mapping[str, str]
    label: str  # how agents call what was answered
    options: Sequence[Option] = ()
    longest: int = 20  # digits
    may_be_empty: bool = False
    is_secret: bool = False  # never spoken, shown or logged in the clear

    def option(self, digit: str) -> Option | None:
        return next((one for one in self.options if one.digit == digit), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    connection: Connection
    options: Mapping[str, Any]

    @classmethod
    def of(cls, connection: Connection) -> Phone:
        return cls(connection=connection, options=connection.options)

    @property
    def number(self) -> str:
        return str(self.options.get("number", ""))

    @property
    def steps(self) -> list[Step]:
        found = self.options.get("steps")
        return [_step(one) for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    @property
    def gives_up(self) -> str:
        return str(self.options.get("gives_up") or "queue")

    @property
    def max_wait_seconds(self) -> int:
        return self._whole("max_wait_minutes", 15) * 60

    @property
    def ring_seconds(self) -> int:
        return self._whole("ring_seconds", 20)

    @property
    def wrap_up_minutes(self) -> int:
        """In which an agent is not rung again after a talk; none unless the form says so."""
        return self._whole("wrap_up_minutes", 0)

    @property
    def slot_minutes(self) -> int:
        return self._whole("slot_minutes", 30)

    @property
    def tries(self) -> int:
        return self._whole("tries", 3)

    @property
    def music(self) -> str:
        return str(self.options.get("music") or "melody")

    @property
    def countries(self) -> list[str]:
        """Calling codes that we call back to: others cost, and who asks for them may want just that."""
        return [str(one) for one in self.options.get("countries") or ["62"]]

    def spacing_minutes(self, tries: int) -> int:
        """Of opening time, after that many tries; the last spacing holds for all further ones."""
        spacing = [int(one) for one in self.options.get("spacing_minutes") or SPACING]
        return spacing[min(max(tries, 1), len(spacing)) - 1]

    def does(self, what: str, *, otherwise: bool = False) -> bool:
        """A yes or no of the form: offers_call_back, offers_voicemail, records_talks …"""
        return bool(self.options.get(what, otherwise))

    def said(self, name: str, language: str) -> str:
        """Words of the admin's own, in that language or, failing that, in any."""
        return in_language(self.options.get(name), language)

    def voice(self, language: str) -> str:
        return str((self.options.get("voices") or {}).get(language) or VOICES[language])

    def url(self, path: str, *, fragment: str = CONTROL) -> str:
        return f"{settings.BASE_URL}/hooks/{self.connection.token}/{path}/{fragment}"

    def may_call(self, number: str) -> bool:
        """Where an admin allows it; and anybody may ask to be called, so never who would earn by it."""
        is_allowed = any(number.startswith(f"+{code}") for code in self.countries)
        return is_allowed and not earns_when_called(number)

    def _whole(self, name: str, otherwise: int) -> int:
        return int(self.options.get(name) or otherwise)


def in_language(said: object, language: str) -> str:
    words = said if isinstance(said, dict) else {}
    return str(words.get(language) or next((one for one in words.values() if one), ""))


def _step(data: Mapping[str, Any]) -> Step:
    return Step(
        kind=str(data.get("kind") or "choice"),
        words=data.get("words") or {},
        label=str(data.get("label") or ""),
        options=[_option(one) for one in data.get("options") or [] if isinstance(one, dict)],
        longest=int(data.get("longest") or 20),
        may_be_empty=bool(data.get("may_be_empty")),
        is_secret=bool(data.get("is_secret")),
    )


def _option(data: Mapping[str, Any]) -> Option:
    team = data.get("team")
    return Option(
        digit=str(data.get("digit", "")),
        name=data.get("name") or {},
        team=int(team) if team else None,
        goes_to=str(data.get("goes_to") or "next"),
    )
