"""What one open page shows, and what it hears of for that; of the ticket that is open it hears more."""

from __future__ import annotations

from tickets.models import Ticket
from tickets.socket_groups import Groups


class Page:
    def __init__(self, heard: Groups) -> None:
        self._heard = heard
        self.shown: list[int] = []  # tickets on it
        self.viewed: Ticket | None = None

    def is_on(self, ticket_id: int) -> bool:
        return ticket_id in self.shown or (self.viewed is not None and self.viewed.pk == ticket_id)

    async def show(self, seen: list[Ticket]) -> None:
        self.shown = [ticket.pk for ticket in seen]
        await self._heard.watch(self._heard_alone(seen))

    async def open(self, ticket: Ticket) -> None:
        self.viewed = ticket
        await self._heard.watch(self._heard.watched | self._read_here)  # also what only it cares about

    async def leave(self, left: Ticket) -> None:
        """The one that is open."""
        read, self.viewed = self._read_here, None
        needed = self._heard_alone([left]) if left.pk in self.shown else set()
        await self._heard.watch(self._heard.watched - read | needed)

    async def look_again(self, ticket_id: int, seen: list[Ticket]) -> None:
        """`seen`: that ticket, or nothing if it is out of sight now."""
        await self._heard.watch(self._heard.watched - {ticket_id} | self._heard_alone(seen))
        self.shown = [pk for pk in self.shown if seen or pk != ticket_id]  # nor is it told who works on it

    def _heard_alone(self, seen: list[Ticket]) -> set[int]:
        """And the one that is open, of which there is more to hear than its team is told."""
        apart = {ticket.pk for ticket in seen if not self._heard.tell_of(ticket)}
        return apart | {ticket.pk for ticket in seen} & self._read_here | self._read_behind

    @property
    def _read_here(self) -> set[int]:
        """The open ticket, and what is read on its page."""
        return {self.viewed.pk, *self._read_behind} if self.viewed else set()

    @property
    def _read_behind(self) -> set[int]:
        """Of an internal ticket the customer's, whose conversation stands on its page."""
        return {self.viewed.parent_id} if self.viewed and self.viewed.parent_id else set()
