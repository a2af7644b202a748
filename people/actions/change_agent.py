from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from events.actors import Actor
from events.record import record
from people.changing import apply, count_up, lock, refuse_unknown_zone
from people.customers_write_to import refuse_customers_address
from people.models import Agent, Membership, Role, Team
from people.refusals import Refused

FIELDS = ("email", "name", "role", "capacity", "phone", "may_triage", "language", "time_zone", "theme")


@transaction.atomic
def change_agent(
    agent: Agent,
    *,
    by: Actor,
    expected_version: int | None = None,
    teams: Iterable[Team] | None = None,
    **fields: Any,
) -> list[str]:
    """The names of what changed; `teams` replaces all of theirs."""
    refuse_unknown_zone(fields)
    wanted = None if teams is None else {team.pk for team in teams}
    if wanted is not None:
        _hold_teams(agent, wanted)  # before agents, as save_team.py does
    if fields.get("role", Role.ADMIN) != Role.ADMIN:
        keep_an_admin(agent)
    lock(agent, expected_version=expected_version)
    if "email" in fields:
        fields["email"] = fields["email"].strip().lower()
        if fields["email"] != agent.email:
            refuse_customers_address(fields["email"])
    changed = apply(agent, fields, known=FIELDS)
    if "email" in changed:
        # allauth writes addresses down when it makes a link, and lets their owner in by any of them.
        EmailAddress.objects.filter(user=agent).delete()
    teams_changed = _set_teams(agent, wanted) if wanted is not None else []
    if teams_changed:
        changed.append("teams")
    if changed:
        tell_changed(agent, changed, teams=teams_changed, by=by)
    return changed


def tell_changed(agent: Agent, fields: list[str], *, teams: Iterable[int], by: Actor) -> None:
    """Within an action. `teams`: those that have other members than before."""
    told = [f"agent.{agent.pk}", "board"]
    record("agent.changed", by=by, agent_id=agent.pk, tell=told, fields=fields, teams=sorted(teams))


def keep_an_admin(agent: Agent) -> None:
    """Before the agent stops being one: holds the admins, so that the last two cannot both leave at once.

    The agent is held in the same order: two who demote each other would wait for each other for ever.
    """
    held = Agent.objects.filter(Q(pk=agent.pk) | Q(role=Role.ADMIN, is_active=True)).order_by("pk")
    admins = {one.pk for one in held.select_for_update(no_key=True) if one.is_active and one.is_admin}
    if admins == {agent.pk}:
        raise Refused("last_admin")


def _hold_teams(agent: Agent, wanted: set[int]) -> None:
    concerned = Q(pk__in=wanted) | Q(pk__in=agent.memberships.values("team_id"))
    list(Team.objects.filter(concerned).order_by("pk").select_for_update(no_key=True))


def _set_teams(agent: Agent, wanted: set[int]) -> list[int]:
    """The teams they joined or left."""
    now = set(agent.memberships.values_list("team_id", flat=True))
    agent.memberships.filter(team__in=now - wanted).delete()
    Membership.objects.bulk_create([Membership(agent=agent, team_id=pk) for pk in sorted(wanted - now)])
    if now == wanted:
        return []
    count_up(Team.objects.filter(pk__in=now ^ wanted))
    count_up(Agent.objects.filter(pk=agent.pk))
    return sorted(now ^ wanted)
