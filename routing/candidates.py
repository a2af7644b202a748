"""Who gets a ticket, and why not the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from routing.skills import AskedNow, Lack, lacking
from routing.unable import Nobody, Refusal, why_nobody

Decided = Literal["last_agent", "only_one", "least_loaded", "longest_since_last", "lowest_id"]

_PRESENCE: dict[str, Refusal | None] = {
    "available": None, "busy": "busy", "break": "on_break", "away": "away", "offline": "offline",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    agent: int
    presence: str
    capacity: float
    load: float  # what they carry now, in the same unit
    may_reply: bool = True
    has_phone: bool = True
    on_shift: bool = True
    is_asked: bool = False  # whether they take another one: until they answer, nothing else but calls
    skills: Mapping[int, int] = field(default_factory=dict)  # skill → level
    last_assigned_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    ticket: int
    team: int
    weight: float = 1  # of a unit of capacity
    by_phone: bool = False  # somebody holds the line
    skills: tuple[AskedNow, ...] = ()
    rests: bool = False  # the team gives out nothing now, whoever is there
    last_agent: int | None = None  # who spoke with the customer of late
    excluded: Mapping[int, Refusal] = field(default_factory=dict)  # agent → why not again so soon


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    agent: int
    load: float
    capacity: float
    refusals: tuple[Refusal, ...]
    share: float  # of their capacity in use, what is compared
    last_assigned_at: datetime | None
    rank: int | None = None  # among those who could take it; 1 got it
    lacks: tuple[Lack, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {
            "agent": self.agent,
            "load": self.load,
            "capacity": self.capacity,
            "share": round(self.share, 4),
            "refusals": list(self.refusals),
            "last_assigned_at": self.last_assigned_at.isoformat() if self.last_assigned_at else None,
            "rank": self.rank,
            **({"lacks": [one.as_data() for one in self.lacks]} if self.lacks else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`agent` is None when nobody can take it, and `reason` then says why."""

    agent: int | None
    reason: Decided | Nobody
    considered: tuple[Considered, ...]  # those who could take it first, by rank


def choose(candidates: Iterable[Candidate], need: Need) -> Choice:
    """Whom the customer knows, if they can take it; else the least loaded who can; then who had none for the
    longest time; then the lowest id.
    """
    if need.rests and not need.by_phone:
        return Choice(agent=None, reason="after_hours", considered=())
    considered = [_consider(candidate, need) for candidate in candidates]
    able = sorted((one for one in considered if not one.refusals), key=lambda one: _preference(one, need))
    unable = sorted((one for one in considered if one.refusals), key=lambda one: one.agent)
    ranked = tuple(_ranked(one, number) for number, one in enumerate(able, start=1))
    if ranked:
        return Choice(
            agent=ranked[0].agent, reason=_what_decided(ranked, need), considered=(*ranked, *unable)
        )
    return Choice(agent=None, reason=why_nobody(one.refusals for one in unable), considered=tuple(unable))


def _consider(candidate: Candidate, need: Need) -> Considered:
    lacks = lacking(need.skills, candidate.skills)
    return Considered(
        agent=candidate.agent,
        load=candidate.load,
        capacity=candidate.capacity,
        refusals=tuple(_refusals(candidate, need, lacks)),
        share=candidate.load / candidate.capacity if candidate.capacity > 0 else 1.0,
        last_assigned_at=candidate.last_assigned_at,
        lacks=lacks,
    )


def _refusals(candidate: Candidate, need: Need, lacks: tuple[Lack, ...]) -> list[Refusal]:
    """Every reason, not only the first: an explanation is read by people who ask "and otherwise?"."""
    found: list[Refusal] = []
    if not candidate.may_reply:
        found.append("may_not_reply")
    if refusal := _PRESENCE.get(candidate.presence, "offline"):
        found.append(refusal)
    if not candidate.on_shift:
        found.append("off_shift")
    if lacks:
        found.append("lacks_skill")
    if _is_full(candidate, need):
        found.append("at_capacity")
    if need.by_phone and not candidate.has_phone:
        found.append("no_phone")
    return [*found, *_not_now(candidate, need)]


def _not_now(candidate: Candidate, need: Need) -> Iterator[Refusal]:
    """They think about another one; or it was theirs, or they were asked, a moment ago."""
    if candidate.is_asked and not need.by_phone:
        yield "being_asked"
    if excluded := need.excluded.get(candidate.agent):
        yield excluded


def _is_full(candidate: Candidate, need: Need) -> bool:
    """Who holds the line cannot wait until letters are answered, and a call takes its agent whole: only who
    is to be given nothing at all gets none.
    """
    if need.by_phone or candidate.capacity <= 0:
        return candidate.capacity <= 0
    return round(candidate.load + need.weight, 2) > candidate.capacity  # three times .1 is more than .3


def _preference(one: Considered, need: Need) -> tuple[bool, float, float, int]:
    last = one.last_assigned_at.timestamp() if one.last_assigned_at else float("-inf")
    return one.agent != need.last_agent, one.share, last, one.agent


def _ranked(one: Considered, rank: int) -> Considered:
    return replace(one, rank=rank)


def _what_decided(ranked: tuple[Considered, ...], need: Need) -> Decided:
    if ranked[0].agent == need.last_agent:
        return "last_agent"
    if len(ranked) == 1:
        return "only_one"
    first, second = ranked[0], ranked[1]
    if first.share < second.share:
        return "least_loaded"
    return "longest_since_last" if first.last_assigned_at != second.last_assigned_at else "lowest_id"
