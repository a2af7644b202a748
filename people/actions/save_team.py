from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, lock, refuse_unknown
from people.models import Agent, Membership, Team

FIELDS = ("name", "colour", "calendar", "is_active")


@transaction.atomic
def create_team(*, by: Actor, members: Iterable[Agent] = (), **fields: Any) -> Team:
    refuse_unknown(fields, FIELDS)
    team = Team(**fields)
    team.full_clean()
    team.save()
    record("team.changed", by=by, tell=["board"], team=team.pk)
    _set_members(team, {agent.pk for agent in members}, by=by)
    return team


@transaction.atomic
def change_team(team: Team, *, by: Actor, members: Iterable[Agent] | None = None, **fields: Any) -> list[str]:
    """The names of what changed; `members` replaces all of them."""
    lock(team)
    changed = apply(team, fields, known=FIELDS)
    if members is not None and _set_members(team, {agent.pk for agent in members}, by=by):
        changed.append("members")
    if changed:
        record("team.changed", by=by, tell=[f"team.{team.pk}", "board"], team=team.pk)
    return changed


def _set_members(team: Team, wanted: set[int], *, by: Actor) -> bool:
    """Who joins or leaves sees other tickets from now on, so each has an event of their own."""
    now = set(team.memberships.values_list("agent_id", flat=True))
    team.memberships.filter(agent__in=now - wanted).delete()
    Membership.objects.bulk_create([Membership(team=team, agent_id=pk) for pk in sorted(wanted - now)])
    for pk in sorted(now ^ wanted):
        record("agent.changed", by=by, agent_id=pk, tell=[f"agent.{pk}", "board"], fields=["teams"])
    return now != wanted
