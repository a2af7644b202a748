"""The service level of today: how many first answers that were owed came in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils import timezone

from helpdesk.lib import kept
from routing.board.scope import Scope
from routing.clocks import OVER
from routing.models import Clock, Metric
from routing.models.clock import ClockQuerySet
from tickets.models import Ticket

LASTS = 1  # seconds, for everybody, as tickets/counts.py has it
IN_TIME = Q(stopped_at__lte=F("deadline"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    in_time: int = 0
    late: int = 0

    @property
    def owed(self) -> int:
        return self.in_time + self.late

    @property
    def percent(self) -> int | None:
        """Rounded down: a hundred is all of them. None: no answer was owed today."""
        return 100 * self.in_time // self.owed if self.owed else None

    def __add__(self, other: Service) -> Service:
        return Service(in_time=self.in_time + other.in_time, late=self.late + other.late)


def service_today() -> dict[int | None, Service]:
    """By team. Counted for everybody at once; whoever shows it leaves out what its viewer does not see."""
    since = midnight()
    key = f"first-answers:{since.isoformat()}"
    found: dict[int | None, tuple[int, int]] | None = kept.get(key)
    if found is None:
        counted = (
            stopped_since(since)
            .order_by()
            .values_list("ticket__team")
            .annotate(in_time=Count("pk", filter=IN_TIME), late=Count("pk", filter=~IN_TIME))
        )
        found = {team: (in_time, late) for team, in_time, late in counted}
        kept.keep({key: found}, seconds=LASTS)
    return {team: Service(in_time=in_time, late=late) for team, (in_time, late) in found.items()}


def summed(services: Iterable[Service]) -> Service:
    return sum(services, Service())


def answers_of(scope: Scope, *, late: bool | None = None) -> ClockQuerySet:
    """The very clocks that are counted, the last first; of those that came too late, or in time, alone."""
    tickets = Ticket.objects.visible_to(scope.viewer).filter(scope.tickets)
    clocks = stopped_since(midnight()).filter(ticket__in=tickets)
    if late is not None:
        clocks = clocks.exclude(IN_TIME) if late else clocks.filter(IN_TIME)
    return clocks.select_related("ticket__customer", "ticket__team", "ticket__assignee").order_by(
        "-stopped_at", "-pk"
    )


def stopped_since(since: datetime) -> ClockQuerySet:
    """Without those that another promise took the place of: they have promised nothing in the end."""
    stopped = Clock.objects.filter(metric=Metric.FIRST_RESPONSE, stopped_at__gte=since)
    return stopped.exclude(stop_reason__in=OVER)


def midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
