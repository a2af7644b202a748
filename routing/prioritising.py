"""How urgent a ticket is: what a rule said, else what its points add up to."""

from __future__ import annotations

from dataclasses import replace

from events import actors
from events.models import Event
from routing.actions.decide import decide
from routing.classify import Classification
from routing.classifying import facts
from routing.models import Decision
from routing.priority import Scheme, score
from routing.snapshot import Snapshot
from tickets.actions.set_priority import set_priority
from tickets.models import Ticket


def prioritise(
    ticket: Ticket, snapshot: Snapshot, classification: Classification, scheme: Scheme, event: Event
) -> Snapshot:
    """Write the priority and its score; a person's choice stays, with the score beside it."""
    points = score(snapshot, scheme)
    rule = next((one.rule for one in classification.settled if one.field == "priority"), None)
    wanted = classification.priority or points.priority
    by = actors.rule(rule, event_id=event.pk) if rule else actors.system("event", event.pk)
    set_priority(ticket, to=wanted, by=by, is_manual=False, score=points.total, at=event.created_at)
    decide(
        ticket,
        Decision.Kind.PRIORITY,
        event=event,
        inputs=facts(snapshot),
        outcome={
            "priority": ticket.priority,
            "score": points.total,
            "by_score": points.priority,
            "rule": rule,
            "is_manual": ticket.priority_is_manual,
        },
        because=[one.as_data() for one in points.contributions],
    )
    return replace(snapshot, priority=ticket.priority)
