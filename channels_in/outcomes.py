"""What a try to send came to. Reasons are codes of tickets/delivery_reasons.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    provider_id: str = ""
    refused: str = ""  # recipients besides the main ones that were not accepted, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """It certainly did not go out."""

    reason: str
    detail: str = ""
    permanent: bool = False
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InDoubt:
    """It may have gone out, and nobody can be asked."""

    reason: str = "interrupted"
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelDown:
    """Nothing can go out on this channel for now: no fault of this message."""

    reason: str
    problem: str  # code for the channel's page
    detail: str = ""
    retry_after: timedelta | None = None  # where the provider says it
    others_go: bool = False  # what goes by another way than this one is let through


Outcome = Sent | NotSent | InDoubt | ChannelDown
