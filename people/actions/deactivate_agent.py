from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from events.actors import Actor
from people.actions.change_agent import keep_an_admin, tell_changed
from people.actions.set_presence import mark_offline
from people.changing import count_up, lock
from people.models import Agent, Team
from people.refusals import Refused


@transaction.atomic
def deactivate_agent(agent: Agent, *, by: Actor) -> bool:
    """They can no longer sign in, and are offline; what they did stays. False if they are off already."""
    if by.is_person and by.id == agent.pk:
        raise Refused("not_yourself")
    keep_an_admin(agent)
    lock(agent)
    if not agent.is_active:
        return False
    _switch(agent, on=False, by=by)
    for session in UserSession.objects.filter(user=agent):  # switched on again, they sign in anew
        session.end()
    mark_offline(agent, by=by)
    return True


@transaction.atomic
def activate_agent(agent: Agent, *, by: Actor) -> bool:
    """They may sign in again, and are back in their teams. False if they are on already."""
    # A team's page that is open without them would leave them out of it.
    count_up(Team.objects.filter(pk__in=agent.memberships.values("team_id")))
    lock(agent)
    if agent.is_active:
        return False
    _switch(agent, on=True, by=by)
    return True


def _switch(agent: Agent, *, on: bool, by: Actor) -> None:
    agent.is_active = on
    agent.save(update_fields=["is_active"])
    tell_changed(agent, ["is_active"], teams=agent.memberships.values_list("team_id", flat=True), by=by)
