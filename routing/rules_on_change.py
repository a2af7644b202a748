"""Rules that ask what something was before: asked when that changes, the others when a ticket comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef

from events import actors
from events.models import Event
from routing.classify import Classification, Rule, classify
from routing.classifying import apply
from routing.models import Decision
from routing.rules import load_rules
from routing.snapshots import snapshot_of
from tickets.actions.set_priority import set_priority
from tickets.models import Category, Status, Ticket

FIELDS = {  # what has changed with it, and where the event says what it was
    "ticket.category_changed": ("category", "from"),
    "ticket.priority_changed": ("priority", "from"),
    "ticket.transferred": ("team", "from_team"),
    "ticket.reopened": ("status", ""),
    "customer.tier_changed": ("customer_tier", "from"),
}


def ask_on_change(ticket: Ticket, event: Event) -> bool:
    """Within the reaction's transaction; the caller holds the clocks and the ticket. False: nothing matched.

    What rules do because of an event is no news to them (routing/handlers.py), so none can set off another.
    """
    field = FIELDS.get(event.kind, ("", ""))[0]
    rules = list(_asking(load_rules(), field)) if field else []
    if not rules or not _may_be_asked(ticket, event):
        return False
    snapshot = replace(snapshot_of(ticket, at=event.created_at), previous=before(event))
    classification = classify(snapshot, rules)
    if not classification.matched:
        return False
    apply(ticket, classification, event, snapshot, kind=Decision.Kind.CHANGE)
    _prioritise(ticket, classification, event)
    return True


def before(event: Event) -> dict[str, Any]:
    """The one field that the event changed, as it was: in the words of a snapshot."""
    field, key = FIELDS.get(event.kind, ("", ""))
    if not field:
        return {}
    if field == "status":
        return {field: event.data.get("from", Status.RESOLVED)}
    held = event.data.get(key)
    if field == "category":
        held = Category.objects.filter(pk=held).values_list("key", flat=True).first() if held else ""
    return {field: held}


def _asking(rules: list[Rule], field: str) -> Iterator[Rule]:
    return (rule for rule in rules if rule.is_active and field in rule.asks_before)


def _may_be_asked(ticket: Ticket, event: Event) -> bool:
    """It has been routed, is not over, and this event has not been answered before."""
    decided = Decision.objects.filter(ticket=OuterRef("pk"))
    asked = Ticket.objects.active().filter(
        Exists(decided.filter(kind=Decision.Kind.CLASSIFICATION)),
        ~Exists(decided.filter(kind=Decision.Kind.CHANGE, event_id=event.pk)),
    )
    return asked.filter(pk=ticket.pk).exists()


def _prioritise(ticket: Ticket, classification: Classification, event: Event) -> None:
    """A person's choice stays."""
    rule = next((one.rule for one in classification.settled if one.field == "priority"), None)
    if rule and classification.priority:
        by = actors.rule(rule, event_id=event.pk)
        set_priority(ticket, to=classification.priority, by=by, is_manual=False, at=event.created_at)
