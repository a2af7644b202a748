"""Who did it: passed as `by=` to every action and written on the event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from events.models import ActorKind


class HasKey(Protocol):
    pk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`cause` names what moved an automatic actor: ("rule", 7), ("clock", 12), ("event", 99)."""

    kind: ActorKind
    id: int | None = None
    cause_kind: str = ""
    cause_id: int | None = None

    @property
    def is_person(self) -> bool:
        return self.kind == ActorKind.AGENT


SYSTEM = Actor(kind=ActorKind.SYSTEM)


def agent(person: HasKey) -> Actor:
    return Actor(kind=ActorKind.AGENT, id=person.pk)


def customer(person: HasKey) -> Actor:
    return Actor(kind=ActorKind.CUSTOMER, id=person.pk)


def rule(rule_id: int, *, event_id: int | None = None) -> Actor:
    return Actor(kind=ActorKind.RULE, id=rule_id, cause_kind="event" if event_id else "", cause_id=event_id)


def clock(clock_id: int) -> Actor:
    return Actor(kind=ActorKind.CLOCK, id=clock_id)


def system(cause_kind: str = "", cause_id: int | None = None) -> Actor:
    return Actor(kind=ActorKind.SYSTEM, cause_kind=cause_kind, cause_id=cause_id)
