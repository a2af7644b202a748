"""What one open page is told of: the groups of its agent, and tickets of which none of these tells."""

from __future__ import annotations

from typing import Any

from tickets.models import Ticket
from tickets.recording import groups_of


class Groups:
    def __init__(self, layer: Any, channel: str) -> None:
        self._layer, self._channel = layer, channel
        self._of_agent: frozenset[str] = frozenset()
        self.watched: set[int] = set()  # tickets

    @property
    def names(self) -> set[str]:
        return {*self._of_agent, *map(_of_ticket, self.watched)}

    def tell_of(self, ticket: Ticket) -> bool:
        """Whether the agent's own groups do, as long as it stays where it is."""
        return not self._of_agent.isdisjoint(groups_of(ticket))

    async def allow(self, of_agent: frozenset[str]) -> None:
        for group in of_agent - self._of_agent:
            await self._layer.group_add(group, self._channel)
        self._of_agent = of_agent

    async def watch(self, tickets: set[int]) -> None:
        """These and no others any more."""
        for pk in tickets - self.watched:
            await self._layer.group_add(_of_ticket(pk), self._channel)
        for pk in self.watched - tickets:
            await self._layer.group_discard(_of_ticket(pk), self._channel)
        self.watched = tickets

    async def leave(self) -> None:
        for group in self.names:
            await self._layer.group_discard(group, self._channel)


def _of_ticket(pk: int) -> str:
    return f"ticket.{pk}"
