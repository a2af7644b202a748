"""Who does not get a ticket straight back: whom a person took it from, and who has just turned it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from events.models import Event
from routing.unable import Refusal
from tickets.models import Ticket

ASKED_AGAIN = timedelta(minutes=1)  # who did not pick up, or let an offer pass: after others
PUT_BACK_FOR = timedelta(minutes=10)  # who has just put it back, or turned it down, is left alone with it

Reason = Ticket.UnassignedReason
_TAKEN: dict[str, Refusal] = {Reason.UNASSIGNED: "declined", Reason.NOT_PICKED_UP: "did_not_pick_up"}
_TURNED_DOWN: dict[str, Refusal] = {
    "busy": "turned_down_busy",
    "not_mine": "turned_down_not_mine",
    "leaving": "turned_down_leaving",
}


def passed_over(tickets: Iterable[int], *, at: datetime) -> Mapping[int, Mapping[int, Refusal]]:
    """Ticket → agent → why, in one query."""
    just_now = Q(created_at__gte=at - ASKED_AGAIN)
    taken = Q(kind="ticket.unassigned")
    told = (
        taken & Q(data__reason=Reason.UNASSIGNED)
        | taken & Q(data__reason=Reason.NOT_PICKED_UP) & just_now
        | Q(kind="ticket.offer_declined")
        | Q(kind="ticket.offer_lapsed") & just_now
    )
    events = Event.objects.filter(told, ticket_id__in=list(tickets), created_at__gte=at - PUT_BACK_FOR)
    found: dict[int, dict[int, Refusal]] = {}
    for ticket, kind, data in events.order_by("pk").values_list("ticket_id", "kind", "data"):
        if ticket is not None:
            agent, why = _who_and_why(kind, data)
            found.setdefault(ticket, {})[agent] = why
    return found


def _who_and_why(kind: str, data: Mapping[str, Any]) -> tuple[int, Refusal]:
    if kind == "ticket.unassigned":
        return data["from"], _TAKEN[data["reason"]]
    if kind == "ticket.offer_lapsed":
        return data["agent"], "let_it_pass"
    return data["agent"], _TURNED_DOWN.get(data["reason"], "turned_down")
