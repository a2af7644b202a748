"""A customer counts for more or less from now on: their open tickets are scored and promised anew."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from events.models import Event
from routing.classify import classify
from routing.clocks import hold_clocks
from routing.models import Decision
from routing.prioritising import prioritise
from routing.reconsidering import is_routed, reconsider
from routing.rules import load_rules, load_scheme
from routing.snapshots import snapshot_of
from tickets.models import Ticket


def rescore(event: Event) -> int:
    """Within the reaction's transaction. How many tickets were scored: those that were there before."""
    opened = Event.objects.filter(kind="ticket.created", ticket_id=OuterRef("pk"), pk__lt=event.pk)
    theirs = Ticket.objects.active().filter(Exists(opened), customer=event.customer_id).order_by("pk")
    return sum(rescore_ticket(pk, event) for pk in theirs.values_list("pk", flat=True))


def rescore_ticket(ticket_id: int, event: Event) -> bool:
    """By the rules as far as they set priorities, else by points. False if done for this event before.

    What has not been routed yet will be, by what the customer counts for then.
    """
    rows = hold_clocks(ticket_id)
    ticket = Ticket.objects.select_for_update(no_key=True).get(pk=ticket_id)
    scored = Decision.objects.filter(ticket=ticket, kind=Decision.Kind.PRIORITY, event_id=event.pk)
    if not ticket.is_active or scored.exists() or not is_routed(ticket):
        return False
    snapshot = snapshot_of(ticket, at=event.created_at)
    classification = classify(snapshot, load_rules())
    snapshot = prioritise(ticket, snapshot, classification, load_scheme(), event)
    reconsider(ticket, rows, event, snapshot=snapshot)
    return True
