from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.actions.change_agent import FIELDS
from people.changing import refuse_unknown
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
    agent = Agent(email=email.strip().lower(), name=name.strip(), **fields)
    if password is None:
        agent.set_unusable_password()
    else:
        agent.set_password(password)
    agent.full_clean()
    agent.save()
    Membership.objects.bulk_create([Membership(agent=agent, team=team) for team in teams])
    Presence.objects.create(agent=agent)
    record("agent.changed", by=by, agent_id=agent.pk, tell=["board"], fields=["created"])
    return agent
