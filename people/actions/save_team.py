from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, count_up, lock, refuse_twin, refuse_unknown
from people.models import Agent, Membership, Team
from people.refusals import Refused
from people.team_uses import uses_of

FIELDS = (
    "name",
    "colour",
    "calendar",
    "language_level",
    "affinity_minutes",
    "rests_after_hours",
    "offer_seconds",
    "is_active",
)


@transaction.atomic
def create_team(*, by: Actor, members: Iterable[Agent] = (), **fields: Any) -> Team:
    refuse_unknown(fields, FIELDS)
    team = Team(**fields)
    refuse_twin(Team(), fields)
    team.full_clean()
    team.save()
    record("team.changed", by=by, tell=["board"], team=team.pk)
    _set_members(team, {agent.pk for agent in members}, by=by)
    return team


@transaction.atomic
def change_team(
    team: Team,
    *,
    by: Actor,
    expected_version: int | None = None,
    members: Iterable[Agent] | None = None,
    **fields: Any,
) -> list[str]:
    """The names of what changed; `members` replaces all who are switched on: the others may return."""
    lock(team, expected_version=expected_version)
    refuse_twin(team, fields)
    if team.is_active and not fields.get("is_active", True) and (uses := uses_of(team.pk)):
        raise Refused("team_used", uses=", ".join(uses))
    changed = apply(team, fields, known=FIELDS)
    if members is not None and _set_members(team, {agent.pk for agent in members}, by=by):
        changed.append("members")
    if changed:
        record("team.changed", by=by, tell=[f"team.{team.pk}", "board"], team=team.pk)
    return changed


def _set_members(team: Team, wanted: set[int], *, by: Actor) -> bool:
    """Who joins or leaves sees other tickets from now on, so each has an event of their own."""
    now = dict(team.memberships.values_list("agent_id", "agent__is_active"))
    leaving = {pk for pk, is_active in now.items() if is_active} - wanted
    joining = wanted - now.keys()
    team.memberships.filter(agent__in=leaving).delete()
    Membership.objects.bulk_create([Membership(team=team, agent_id=pk) for pk in sorted(joining)])
    if not leaving | joining:
        return False
    count_up(Team.objects.filter(pk=team.pk))
    count_up(Agent.objects.filter(pk__in=leaving | joining))
    for pk in sorted(leaving | joining):
        told = [f"agent.{pk}", "board"]
        record("agent.changed", by=by, agent_id=pk, tell=told, fields=["teams"], teams=[team.pk])
    return True
