from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.actions.change_agent import FIELDS
from people.changing import count_up, refuse_unknown, refuse_unknown_zone
from people.customers_write_to import refuse_customers_address
from people.models import Agent, Membership, Presence, Team


@transaction.atomic
def create_agent(
    *,
    by: Actor,
    email: str,
    name: str,
    password: str | None = None,
    teams: Iterable[Team] = (),
    **fields: Any,
) -> Agent:
    """Somebody new. Without a password they set one by the link for a forgotten one."""
    refuse_unknown(fields, FIELDS)
    refuse_unknown_zone(fields)
    joined = [team.pk for team in teams]
    agent = Agent(email=email.strip().lower(), name=name.strip(), **fields)
    refuse_customers_address(agent.email)
    if password is None:
        agent.set_unusable_password()
    else:
        agent.set_password(password)
    agent.full_clean()
    agent.save()
    Membership.objects.bulk_create([Membership(agent=agent, team_id=pk) for pk in joined])
    count_up(Team.objects.filter(pk__in=joined))
    Presence.objects.create(agent=agent)
    record("agent.changed", by=by, agent_id=agent.pk, tell=["board"], fields=["created"], teams=joined)
    return agent
