"""Run what events are owed, one handler at a time: a handler that fails or crawls holds up only itself."""

from __future__ import annotations

from collections.abc import Collection

from structlog.contextvars import bound_contextvars

from events import subscriptions
from events.claims import drain, run
from events.models import Reaction


def react(handler: str) -> bool:
    """Do what is due for `handler`. True if the time was up before the work was."""
    return drain(Reaction.objects.next_for(handler), _run)


def react_now(handler: str, tickets: Collection[int]) -> None:
    """Before somebody relies on it: what is due for `handler` of these tickets alone, ahead of the queue."""
    drain(Reaction.objects.next_for(handler).filter(ticket_id__in=tickets), _run, seconds=5)


def _run(reaction: Reaction) -> None:
    with bound_contextvars(reaction=reaction.pk, event=reaction.event_id, ticket=reaction.ticket_id):
        run(reaction, _handle)


def _handle(reaction: Reaction) -> None:
    subscriptions.handler_called(reaction.handler)(reaction.event)
