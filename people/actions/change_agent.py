from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from events.actors import Actor
from events.record import record
from people.changing import apply, lock
from people.models import Agent, Membership, Role, Team
from people.refusals import Refused

FIELDS = ("email", "name", "role", "capacity", "may_triage", "language", "time_zone", "theme")


@transaction.atomic
def change_agent(agent: Agent, *, by: Actor, teams: Iterable[Team] | None = None, **fields: Any) -> list[str]:
    """The names of what changed; `teams` replaces all of theirs."""
    if fields.get("role", Role.ADMIN) != Role.ADMIN:
        keep_an_admin(agent)
    lock(agent)
    if "email" in fields:
        fields["email"] = fields["email"].strip().lower()
    changed = apply(agent, fields, known=FIELDS)
    if "email" in changed:
        # allauth writes addresses down when it makes a link, and lets their owner in by any of them.
        EmailAddress.objects.filter(user=agent).delete()
    if teams is not None and _set_teams(agent, {team.pk for team in teams}):
        changed.append("teams")
    if changed:
        record("agent.changed", by=by, agent_id=agent.pk, tell=[f"agent.{agent.pk}", "board"], fields=changed)
    return changed


def keep_an_admin(agent: Agent) -> None:
    """Before the agent stops being one: holds the admins, so that the last two cannot both leave at once.

    The agent is held in the same order: two who demote each other would wait for each other for ever.
    """
    held = Agent.objects.filter(Q(pk=agent.pk) | Q(role=Role.ADMIN, is_active=True)).order_by("pk")
    admins = {one.pk for one in held.select_for_update(no_key=True) if one.is_active and one.is_admin}
    if admins == {agent.pk}:
        raise Refused("last_admin")


def _set_teams(agent: Agent, wanted: set[int]) -> bool:
    now = set(agent.memberships.values_list("team_id", flat=True))
    agent.memberships.filter(team__in=now - wanted).delete()
    Membership.objects.bulk_create([Membership(agent=agent, team_id=pk) for pk in sorted(wanted - now)])
    return now != wanted
