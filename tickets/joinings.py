"""Which customers were joined into one, by whom and why, and whether the viewer may undo it."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Agent, Customer
from tickets.customers import has_tickets_out_of_sight
from tickets.models import Joining


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    joining: Joining
    may_undo: bool


def joinings_of(customer: Customer, *, agent: Agent) -> list[Joined]:
    """Those that stand, also of the ones that were joined into the joined; the latest first."""
    family = {customer.pk}
    found: list[Joining] = []
    while family:
        rows = Joining.objects.standing().filter(kept__in=family)
        rows = rows.select_related("twin", "agent", "kept").order_by("-pk")
        found += rows
        family = {one.twin_id for one in rows}
    if not found:
        return []
    allowed = agent.may_write and (agent.leads or not has_tickets_out_of_sight(customer, agent))
    return [Joined(joining=one, may_undo=allowed) for one in sorted(found, key=lambda one: -one.pk)]
