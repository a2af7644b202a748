"""The open promises that are likeliest to break, each with why it is thought so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from routing.board.forecast import STALE
from routing.board.scope import Scope
from routing.forecasting.promise import Sight
from routing.models import Metric, Outlook
from tickets.models import Ticket

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    ticket: Ticket
    metric: str
    due_at: datetime
    chance: float
    sight: Sight

    @property
    def percent(self) -> int:
        return round(100 * self.chance)

    @property
    def late_share(self) -> int:
        return round(100 * self.sight.slow)

    @property
    def expected(self) -> int:
        return round(self.sight.expected)


def likely_in(scope: Scope) -> Sequence[Likely]:
    """Of what the viewer sees; what has been answered since the look is gone from it."""
    fresh = Outlook.objects.filter(made_at__gte=timezone.now() - STALE).order_by("-minute")
    found: list[dict[str, Any]] = fresh.values_list("promises", flat=True).first() or []
    theirs = [one for one in found if scope.holds(one["team"])]
    visible = Ticket.objects.visible_to(scope.viewer).active().filter(scope.tickets)
    listed = visible.filter(pk__in=[one["ticket"] for one in theirs], next_due_at__gt=timezone.now())
    tickets = listed.select_related("customer", "assignee", "team").in_bulk()
    return [
        Likely(
            ticket=tickets[one["ticket"]],
            metric=str(Metric(one["metric"]).label),
            due_at=datetime.fromisoformat(one["due"]),
            chance=one["chance"],
            sight=Sight.of(one["sight"]),
        )
        for one in theirs
        if one["ticket"] in tickets
    ][:SHOWN]
