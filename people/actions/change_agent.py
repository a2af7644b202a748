from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, lock
from people.models import Agent, Membership, Role, Team
from people.refusals import Refused

FIELDS = ("email", "name", "role", "capacity", "may_triage", "language", "time_zone", "theme")


@transaction.atomic
def change_agent(agent: Agent, *, by: Actor, teams: Iterable[Team] | None = None, **fields: Any) -> list[str]:
    """The names of what changed; `teams` replaces all of theirs."""
    lock(agent)
    if "email" in fields:
        fields["email"] = fields["email"].strip().lower()
    if agent.is_admin and fields.get("role", Role.ADMIN) != Role.ADMIN:
        refuse_last_admin(agent)
    changed = apply(agent, fields, known=FIELDS)
    if teams is not None and _set_teams(agent, {team.pk for team in teams}):
        changed.append("teams")
    if changed:
        record("agent.changed", by=by, agent_id=agent.pk, tell=[f"agent.{agent.pk}", "board"], fields=changed)
    return changed


def refuse_last_admin(agent: Agent) -> None:
    """Locks the admins, so that the last two cannot both leave at once."""
    admins = Agent.objects.active().filter(role=Role.ADMIN).order_by("pk").select_for_update(no_key=True)
    if {admin.pk for admin in admins} <= {agent.pk}:
        raise Refused("last_admin")


def _set_teams(agent: Agent, wanted: set[int]) -> bool:
    now = set(agent.memberships.values_list("team_id", flat=True))
    agent.memberships.filter(team__in=now - wanted).delete()
    Membership.objects.bulk_create([Membership(agent=agent, team_id=pk) for pk in sorted(wanted - now)])
    return now != wanted
