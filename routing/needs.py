"""What a waiting ticket asks of whoever is to have it, as it stands at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from helpdesk.lib.asked_once import asked_once
from people.models import Skill, Team
from people.opening import Closed, closed_at
from people.skill_steps import read_steps
from routing.candidates import Need
from routing.skills import Asked, as_it_stands
from tickets.models import Category, Channel
from tickets.weights import INSIDE, weights


class Waiting(Protocol):
    """A ticket, or as much of one as was read."""

    pk: int
    category_id: int | None
    channel_id: int
    language: str
    waiting_since: datetime | None
    created_at: datetime
    caller_since: datetime | None
    parent_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What admins have set that decides what tickets of one team ask for."""

    team: int
    language_level: int = 0
    affinity_minutes: int = 0
    offer_seconds: int = 0  # so long whoever is chosen is asked; 0: it is theirs
    hours: int | None = None  # the calendar outside of which nothing is given out
    languages: Mapping[str, Skill] = field(default_factory=dict)
    categories: Mapping[int, tuple[Skill, int]] = field(default_factory=dict)
    weights: Mapping[int | None, float] = field(default_factory=dict)
    """By channel, None: of internal tickets. What is missing counts 1."""

    @property
    def lightest(self) -> float:
        return min((1.0, *self.weights.values()))


def rests(terms: Terms, *, at: datetime) -> Closed | None:
    """Until when nothing is given out; None: all goes its way."""
    return closed_at(terms.hours, at) if terms.hours else None


def need_of(ticket: Waiting, terms: Terms, *, at: datetime) -> Need:
    since = ticket.waiting_since or ticket.created_at
    return Need(
        ticket=ticket.pk,
        team=terms.team,
        by_phone=bool(ticket.caller_since),
        weight=terms.weights.get(None if ticket.parent_id else ticket.channel_id, 1),
        skills=tuple(as_it_stands(one, since=since, at=at) for one in asked_by(ticket, terms)),
    )


def asked_by(ticket: Waiting, terms: Terms) -> Iterator[Asked]:
    """A skill that is asked for twice is asked for at the higher level. Whom an internal ticket is for, a
    person has said by choosing the team; its category is its parent's, whose agents talk with the customer.
    """
    if ticket.parent_id:
        return
    found: dict[int, Asked] = {}
    by_category = terms.categories.get(ticket.category_id or 0)
    if by_category:
        skill, level = by_category
        found[skill.pk] = _asked(skill, level, "category")
    spoken = terms.languages.get(ticket.language)
    if spoken and terms.language_level > getattr(found.get(spoken.pk), "level", 0):
        found[spoken.pk] = _asked(spoken, terms.language_level, "language")
    yield from found.values()


@asked_once
def terms_of(team_id: int) -> Terms:
    """Three queries where nobody uses skills or weights."""
    team = Team.objects.get(pk=team_id)
    return Terms(
        team=team_id,
        language_level=team.language_level,
        affinity_minutes=team.affinity_minutes,
        offer_seconds=team.offer_seconds,
        hours=team.calendar_id if team.rests_after_hours else None,
        weights=_weights(),
        **_skills(),
    )


def _skills() -> dict[str, Any]:
    skills = {skill.pk: skill for skill in Skill.objects.filter(is_active=True)}
    if not skills:
        return {}
    asking = Category.objects.filter(skill__in=skills).values_list("pk", "skill_id", "skill_level")
    return {
        "languages": {skill.language: skill for skill in skills.values() if skill.language},
        "categories": {pk: (skills[skill], level) for pk, skill, level in asking},
    }


def _weights() -> dict[int | None, float]:
    weigh = weights()
    if not weigh:
        return {}
    of_channels: dict[int | None, float] = {
        pk: weigh.get(kind, 1) for pk, kind in Channel.objects.values_list("pk", "kind")
    }
    return {None: weigh.get(INSIDE, 1), **of_channels}


def _asked(skill: Skill, level: int, source: str) -> Asked:
    return Asked(skill=skill.pk, level=level, source=source, steps=read_steps(skill.steps))  # type: ignore[arg-type]
