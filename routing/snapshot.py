"""What rules, policies and scores may know of a ticket, taken once: they can be tried on past tickets too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    subject: str = ""
    text: str = ""  # the customer's words, without quotes and signature
    channel: int | None = None
    channel_kind: str = ""
    customer_tier: str = ""
    organisation: int | None = None
    language: str = ""
    sentiment: str = ""  # how the words sound, as guessed or as a person says; "" before
    urgency: str = ""
    category: str = ""  # its key
    category_points: int = 0
    priority: str = "normal"
    status: str = "new"
    team: int | None = None
    tags: frozenset[str] = frozenset()
    is_first_message: bool = True
    is_reopened: bool = False
    has_attachments: bool = False
    from_address: str = ""
    is_open: bool = True  # within the opening hours when it came
    hour: int = 0  # of the calendar's wall clock when it came
    waiting_minutes: int = 0  # since the first message without an answer
    customer_messages: int = 1
    is_internal: bool = False  # what another function does for a ticket; no condition asks for it
    previous: Mapping[str, object] = field(
        default_factory=dict
    )  # value before, of each field that just changed
