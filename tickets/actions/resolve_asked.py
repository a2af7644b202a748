from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction

from events.actors import Actor
from people.models import Agent
from tickets.actions.cancel_escalation import end_escalation
from tickets.actions.resolve import resolve
from tickets.changing import lock, refuse_reader
from tickets.models import Ticket

Then = Literal["", "keep", "cancel"]  # not asked yet; they go on; they are called off


class StillAsked(Exception):
    """`children`: what other functions still do for it."""

    def __init__(self, children: list[Ticket]) -> None:
        super().__init__(f"{len(children)} escalations go on")
        self.children = children


@transaction.atomic
def resolve_asked(
    ticket: Ticket,
    *,
    by: Actor,
    agent: Agent,
    then: Then = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> bool:
    """By a person, who first says what becomes of what other functions still do for it."""
    refuse_reader(agent)
    lock(ticket)
    going_on = list(ticket.children.active().order_by("pk")) if ticket.is_active else []
    if going_on and not then:
        raise StillAsked(going_on)
    did = resolve(ticket, by=by, expected_version=expected_version, at=at)
    if then == "cancel":
        for child in going_on:
            end_escalation(child, of=ticket, by=by, agent=agent, at=at)
    return did
