"""A ticket is scored and promised anew: its customer counts for more or less, or it has come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Exists, OuterRef, QuerySet

from events.models import Event
from routing.classify import classify
from routing.models import Clock, Decision
from routing.prioritising import prioritise
from routing.reconsidering import is_routed, reconsider
from routing.rules import load_rules, load_scheme
from routing.rules_on_change import ask_on_change, before
from routing.snapshots import snapshot_of
from tickets.models import Ticket


def theirs(customer_id: int, *, before: int) -> QuerySet[Ticket]:
    """The open tickets that were there before this event: later ones are scored by what is true then."""
    opened = Event.objects.filter(kind="ticket.created", ticket_id=OuterRef("pk"), pk__lt=before)
    return Ticket.objects.active().filter(Exists(opened), customer=customer_id)


def rescore(ticket: Ticket, rows: Sequence[Clock], event: Event) -> bool:
    """By the rules as far as they set priorities, else by points. False if done for this event before.

    The caller holds the clocks and the ticket. What has not been routed yet will be, by what the customer
    counts for then.
    """
    scored = Decision.objects.filter(ticket=ticket, kind=Decision.Kind.PRIORITY, event_id=event.pk)
    if ticket.is_internal or not ticket.is_active or scored.exists() or not is_routed(ticket):
        return False
    ask_on_change(ticket, event)
    snapshot = replace(snapshot_of(ticket, at=event.created_at), previous=before(event))
    classification = classify(snapshot, load_rules())
    snapshot = prioritise(ticket, snapshot, classification, load_scheme(), event)
    reconsider(ticket, rows, event, snapshot=snapshot)
    return True
