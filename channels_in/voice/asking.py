"""One question of the provider: somebody holds the line and waits for what comes next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from channels_in.models import Connection
from channels_in.voice.phone import Phone
from people.models import Identity
from people.models.company import LANGUAGES
from tickets.actions.start_call import start_call
from tickets.calls import hold_call
from tickets.models import Call, Channel

SID = re.compile(r"CA[0-9a-fA-F]{32}")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
# What stands for somebody who hides their number: words, and on old networks these.
HIDDEN = {"+266696687", "+86282452253", "+7378742833", "+2562533", "+8656696"}
SPOKEN = {code for code, _ in LANGUAGES}
MOST_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    connection: Connection
    phone: Phone
    path: str
    fields: Mapping[str, str]
    at: datetime

    @property
    def channel(self) -> Channel:
        return self.connection.channel

    @property
    def sid(self) -> str:
        return self.said("CallSid")

    @property
    def digits(self) -> str:
        return re.sub(r"[^0-9*#]", "", self.said("Digits"))[:60]

    def said(self, name: str) -> str:
        return self.fields.get(name, "").replace("\0", "")[:500]

    def seconds(self, name: str) -> int | None:
        """None for what is no sensible length of time."""
        text = self.said(name)
        found = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
        return found if found is not None and found <= MOST_SECONDS else None

    def call(self) -> Call:
        """The call it is about, held; made anew if we have lost it: nobody is hung up on for that."""
        number = number_in(self.said("From"))
        language = language_of(self.channel, number)
        started = start_call(
            self.channel, provider_id=self.sid[:64], number=number, language=language, at=self.at
        )
        return hold_call(started.pk)


def number_in(said: str) -> str:
    """Nothing for who hides it: they are not all one and the same person."""
    return said if E164.fullmatch(said) and said not in HIDDEN else ""


def language_of(channel: Channel, number: str) -> str:
    """Their own, if we know them and speak it."""
    known = Identity.objects.filter(kind="phone", address=number).select_related("customer").first()
    language = known.customer.language if known and number else ""
    return language if language in SPOKEN else channel.language
