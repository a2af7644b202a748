"""Why somebody cannot take a ticket, and why then nobody has it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Refusal = Literal[
    "may_not_reply",
    "offline",
    "away",
    "on_break",
    "busy",
    "off_shift",
    "lacks_skill",
    "at_capacity",
    "declined",
    "no_phone",
    "did_not_pick_up",
    "being_asked",  # whether they take another one
    "let_it_pass",  # was asked, and did not answer
    "turned_down",  # was asked, and said no, for a reason
    "turned_down_busy",
    "turned_down_not_mine",
    "turned_down_leaving",
]
Nobody = Literal[
    "empty_team",
    "nobody_available",
    "all_full",
    "all_asked",
    "not_taken",
    "nobody_skilled",
    "after_hours",
    "routing_paused",
]  # as tickets.Ticket.UnassignedReason

FULL: frozenset[Refusal] = frozenset({"at_capacity"})
ASKED: frozenset[Refusal] = FULL | {"being_asked"}
TURNED_DOWN: frozenset[Refusal] = frozenset(
    {"let_it_pass", "turned_down", "turned_down_busy", "turned_down_not_mine", "turned_down_leaving"}
)
# Somebody to whom nothing else stands in the way says it for the team; asked in this order.
BUT_FOR: tuple[tuple[Nobody, frozenset[Refusal]], ...] = (
    ("all_full", FULL),
    ("all_asked", ASKED),
    ("nobody_skilled", ASKED | {"lacks_skill"}),
    ("not_taken", ASKED | TURNED_DOWN),
)


def why_nobody(unable: Iterable[tuple[Refusal, ...]]) -> Nobody:
    members = [refusals for refusals in unable if "may_not_reply" not in refusals]
    if not members:
        return "empty_team"
    for reason, accepted in BUT_FOR:
        if any(accepted.issuperset(refusals) for refusals in members):
            return reason
    return "nobody_available"
