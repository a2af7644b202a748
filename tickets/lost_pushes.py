"""A push may get lost: Valkey was away, or the worker died between its commit and the push.

What nobody in this process heard of within a second is found in the database and told all the same.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from channels.db import database_sync_to_async
from django.utils import timezone

from events import push
from events.horizon import take_cursor, unseen
from events.models import Event
from tickets.models import Ticket
from tickets.recording import told_to
from tickets.socket_rounds import Rounds

EVERY = 1.0  # seconds; a push has one to two of them before it counts as lost
MOST = 500  # events looked at in a round; a browser's own asking finds what is behind them
REMEMBERED = 5000
TOLD_BY = ("team_id", "assignee_id", "parent_id")  # what tells whom a ticket is told to

_heard: deque[int] = deque(maxlen=REMEMBERED)  # events, through whichever socket
_cursors: deque[str] = deque(maxlen=3)  # of the last rounds


class Listener(Protocol):
    @property
    def hears(self) -> Collection[str]:
        """The groups whose pushes reach it."""

    @property
    def shown(self) -> Collection[int]:
        """The tickets on its page: one that goes elsewhere is told of where it was, too."""

    async def happened(self, message: dict[str, Any]) -> None: ...


def note_heard(message: Mapping[str, Any]) -> None:
    _heard.extend(event for event, _ in push.events_in(message))


async def make_up(listeners: Sequence[Listener]) -> None:
    for ticket, message in await database_sync_to_async(_lost)():
        groups = set(told_to(ticket))
        for listener in listeners:
            if ticket.pk in listener.shown or not groups.isdisjoint(listener.hears):
                await listener.happened(message)


def _lost() -> list[tuple[Ticket, dict[str, Any]]]:
    """Of each ticket what nobody heard of in the round before, as one push."""
    _cursors.append(take_cursor())
    if len(_cursors) < 3:
        return []
    then, until, _ = _cursors
    events = unseen(Event.objects.filter(ticket_id__isnull=False), since=then, until=until)
    heard = set(_heard)
    lost = [event for event in events.order_by("-pk")[:MOST] if event.pk not in heard]
    of: defaultdict[int | None, list[Event]] = defaultdict(list)
    for event in reversed(lost):
        of[event.ticket_id].append(event)
    tickets = Ticket.objects.filter(pk__in=list(of)).only(*TOLD_BY, "version")
    return [(ticket, _message(of[ticket.pk], ticket)) for ticket in tickets]


def _message(lost: Sequence[Event], ticket: Ticket) -> dict[str, Any]:
    """As events/push.py would have said it. `lost`: the newest last."""
    *earlier, event = lost
    return {
        "also": [[one.pk, one.kind] for one in earlier],
        "type": "happened",
        "event": event.pk,
        "kind": event.kind,
        "ticket": ticket.pk,
        "agent": event.agent_id,
        "version": ticket.version,
        "at": timezone.now().isoformat(),
    }


rounds: Rounds[Listener] = Rounds(make_up, every=EVERY, begin=_cursors.clear)
