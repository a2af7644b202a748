"""What becomes of two customers when they are joined: said before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import Agent, Customer
from tickets.actions.join_customers import FILLS
from tickets.customer_history import Tickets, tickets_of
from tickets.customers import has_tickets_out_of_sight
from tickets.joining_sets import beside_a_newer_session
from tickets.models import Ticket
from tickets.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    kept: Customer
    twin: Customer
    moves: Tickets  # the twin's
    stays: Tickets
    addresses: list[tuple[str, str]]  # (kind, address) of the twin
    filled: list[tuple[str, str]]  # field of `kept` that is empty, and what it is filled with
    differs: list[tuple[str, str, str]]  # field, what stays, what is not used
    beside: list[Ticket]  # open chats that go on beside a newer one
    is_allowed: bool


def preview_of(twin: Customer, *, into: Customer, agent: Agent) -> Preview:
    values = [(name, _shown(into, name), _shown(twin, name)) for name in FILLS]
    sessions = Ticket.objects.active().filter(customer__in=[twin, into], is_session=True)
    beside = [one.pk for one in beside_a_newer_session(sessions)]
    return Preview(
        kept=into,
        twin=twin,
        moves=tickets_of(twin, agent=agent),
        stays=tickets_of(into, agent=agent),
        addresses=list(twin.identities.order_by("pk").values_list("kind", "address")),
        filled=[(name, theirs) for name, ours, theirs in values if theirs and not ours],
        differs=[(name, ours, theirs) for name, ours, theirs in values if theirs and ours and ours != theirs],
        beside=list(Ticket.objects.visible_to(agent).filter(pk__in=beside).select_related("channel")),
        is_allowed=may_join(twin, into, agent=agent),
    )


def may_join(one: Customer, other: Customer, *, agent: Agent) -> bool:
    """Who joins two moves tickets. Those that they do not see are for somebody who leads."""
    if not agent.may_write:
        return False
    return agent.leads or not any(has_tickets_out_of_sight(each, agent) for each in (one, other))


def refuse_out_of_sight(one: Customer, other: Customer, *, agent: Agent) -> None:
    if not may_join(one, other, agent=agent):
        raise Refused("out_of_sight")


def _shown(customer: Customer, name: str) -> str:
    match name:
        case "organisation_id":
            return customer.organisation.name if customer.organisation else ""
        case "own_tier":
            return str(customer.get_own_tier_display()) if customer.own_tier else ""
        case "language":
            return str(customer.get_language_display()) if customer.language else ""
        case _:
            return str(getattr(customer, name))
