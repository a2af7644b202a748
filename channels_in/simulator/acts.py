"""What a simulated customer does on their phone, and what stands on it: the same words for every kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`address`: as their provider names them: a number, or an id."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`kind`: text, picture, voice, file, location, reaction, edit, take_back or tap."""

    kind: str
    name: str  # the provider's id of what is done, new each time
    text: str = ""  # words, the emoji of a reaction, the label of a button
    of: str = ""  # the provider's id of what it is about: quoted, changed, reacted to, tapped
    about: Mapping[str, Any] = field(default_factory=dict)  # that message, as it stands on the phone
    payload: str = ""  # of the button
    file_name: str = ""
    content_type: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    at: float = 0.0  # Unix time in seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A message of ours as the provider took it. `mark`: what it must say with each report on it."""

    address: str
    name: str
    text: str = ""
    content: bytes = b""
    content_type: str = ""
    file_name: str = ""
    replies_to: str = ""
    buttons: tuple[tuple[str, str], ...] = ()  # (what it says to programs, its label)
    mark: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A hook as the provider writes it, not yet signed. `beneath`: the hook's own address goes on there."""

    body: bytes
    content_type: str = "application/json"
    beneath: str = ""
