"""What agents carry: the tickets that wait for their answer, each counted by the weight of its channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, Count, F, QuerySet, Value, When

from helpdesk.lib import kept
from people.models import Agent
from tickets.counts import LASTS, Group
from tickets.models import Ticket
from tickets.queues import loads_in
from tickets.weights import INSIDE, weights

KEY = "loads-of-all"


def loads_of(agents: Iterable[Agent | int]) -> dict[int, float]:
    """By id."""
    ids = [agent if isinstance(agent, int) else agent.pk for agent in agents]
    return _weighed(Ticket.objects.filter(assignee__in=ids))


def all_loads(groups: Iterable[Group]) -> dict[int, float]:
    """Of everybody, for the board. `groups`: all that there are, which say it where each ticket counts as
    one; else one question a second answers for all who look.
    """
    if not weights():
        return dict(loads_in(groups))
    loads: dict[int, float] | None = kept.get(KEY)
    if loads is None:
        loads = _weighed(Ticket.objects.filter(assignee__isnull=False))
        kept.keep({KEY: loads}, seconds=LASTS)
    return loads


def _weighed(tickets: QuerySet[Ticket]) -> dict[int, float]:
    counted = tickets.filter(status__in=("new", "open")).order_by()  # as Ticket.objects.loading()
    weigh = weights()
    if not weigh:
        return dict(counted.values_list("assignee").annotate(Count("pk")))
    loads: dict[int, float] = defaultdict(float)
    kind = Case(When(parent=None, then=F("channel__kind")), default=Value(INSIDE))
    by_kind = (
        counted.annotate(kind_of_work=kind).values_list("assignee", "kind_of_work").annotate(Count("pk"))
    )
    for agent, work, number in by_kind:
        loads[agent] += number * weigh.get(work, 1)
    return {agent: round(load, 2) for agent, load in loads.items()}
