"""Close the sockets of those who signed out, were switched off, lost a right or lack a step: in seconds.

One question every two seconds for all sockets of the process, not one for each.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from channels.db import database_sync_to_async
from django.contrib.sessions.models import Session
from django.utils import timezone

from people.models import Agent, Team
from people.second_step import lacks_second_step
from tickets.models import Ticket
from tickets.scope import groups_for
from tickets.socket_rounds import Rounds

EVERY = 2.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    groups: frozenset[str]
    password: str  # its hash, as sessions carry it: a new password ends them


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose socket it is."""

    agent_id: int
    session_key: str


class Guarded(Protocol):
    holder: Holder

    async def keep_to(self, rights: Rights | None) -> None:
        """What the holder may do now; None: nothing any more."""


async def check(sockets: Collection[Guarded]) -> None:
    rights = await database_sync_to_async(rights_of)([socket.holder for socket in sockets])
    for socket in sockets:
        await socket.keep_to(rights.get(socket.holder))


def in_sight(agent: Agent, ids: Collection[int]) -> list[Ticket]:
    """Those of the tickets that the agent may see now, with what decides whom they are told to."""
    seen = Ticket.objects.visible_to(agent).filter(pk__in=ids)
    return list(seen.only("team_id", "assignee_id", "parent_id"))


def rights_of(holders: Collection[Holder]) -> Mapping[Holder, Rights]:
    """Of those who still are who they were: signed in, active, with the second step that their role needs."""
    keys = {holder.session_key for holder in holders}
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    agents = Agent.objects.active().exclude(lacks_second_step())
    agents = agents.filter(pk__in={holder.agent_id for holder in holders})
    rights = {agent.pk: _rights(agent) for agent in agents.prefetch_related("teams")}
    return {
        holder: rights[holder.agent_id]
        for holder in holders
        if holder.session_key in alive and holder.agent_id in rights
    }


def _rights(agent: Agent) -> Rights:
    teams = list(Team.objects.all()) if agent.sees_everything else list(agent.teams.all())
    return Rights(
        groups=frozenset(groups_for(agent, teams)),
        password=agent.get_session_auth_hash(),
    )


rounds: Rounds[Guarded] = Rounds(check, every=EVERY)
