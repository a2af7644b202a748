"""What a provider of chats can say, in one vocabulary for all of them: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from channels_in.messages import InboundMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A customer as their provider knows them: their first id, and others that are as strong."""

    kind: str  # of people.Identity
    address: str
    also: tuple[tuple[str, str], ...] = ()  # (kind, address)
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file that is still at the provider. `ref`: what its kind's fetch.py needs to get it."""

    name: str
    ref: Mapping[str, Any]
    content_type: str = ""  # as claimed
    size: int = 0  # as claimed; 0: not said
    sha256: str = ""  # lower-case hex, where the provider says it


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage(InboundMessage):
    """`is_ours`: somebody of us wrote it elsewhere, to `who`. `extras`: tickets/extras.py.
    `is_aside`: between the customer and a machine, or somebody else who answers for us: shown, and it
    changes nothing.
    """

    who: Who
    media: tuple[Media, ...] = ()
    extras: tuple[Mapping[str, Any], ...] = ()
    replies_to: str = ""  # the provider's id of what it quotes
    quoted: str = ""  # its words, as they came along
    album: str = ""  # alike for the files that their author sent as one; each comes by itself
    is_ours: bool = False
    is_aside: bool = False
    language: str = ""

    @property
    def written_by(self) -> str:
        return self.who.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The author has other words for a message of theirs. `nth`: which change of it this is, where the
    provider counts them.
    """

    external_id: str
    of: str
    who: Who
    text: str
    nth: int | None = None
    at: datetime | None = None
    whole: ChatMessage | None = None  # what it becomes if its message never came


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    external_id: str
    of: str
    who: Who
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """`emoji` empty: the former one is taken back."""

    external_id: str
    of: str
    who: Who
    emoji: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a message of ours got."""

    external_id: str
    of: str
    status: str  # sent, delivered, read, failed
    reason: str = ""  # code of tickets/delivery_reasons.py
    detail: str = ""
    at: datetime | None = None
    key: str = ""  # our own name of the part, where the provider repeats it: chat/part_keys.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Ours was delivered or read: what is named in `of`, and what was written before it or `until`."""

    external_id: str
    who: Who
    status: str  # delivered, read
    until: datetime | None = None
    of: tuple[str, ...] = ()  # the provider's ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachability:
    """Somebody shut us out or let us in again; nothing else happened."""

    external_id: str
    who: Who
    reason: str  # code of the item
    cut_off: str = ""  # why nothing reaches them: code of tickets/delivery_reasons.py; empty: it does again
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Somebody is known by other addresses from now on: each old one and what it became, (kind, address)."""

    external_id: str
    to: tuple[tuple[tuple[str, str], tuple[str, str]], ...]
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Understood, and nothing for us to do."""

    external_id: str
    reason: str  # code


Said = ChatMessage | Edit | TakenBack | Reaction | Progress | Seen | Reachability | Moved | Nothing
