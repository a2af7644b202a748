"""What stands beside a ticket about problems: which it is part of, or its own incidents; what to link to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from people.models import Agent
from tickets.models import Announcement, Status, Ticket
from tickets.models.ticket_queryset import ACTIVE, TicketQuerySet
from tickets.ticket_numbers import number_in

SHOWN = 5
OFFERED = 7
LATELY = timedelta(days=7)
STILL_OPEN = Q(status__in=ACTIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnChannel:
    kind: str
    number: int
    still_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPanel:
    """`problem`: what it is part of. Else its incidents: `number` of all, `unseen` of these by the viewer."""

    problem: Ticket | None = None
    is_seen: bool = False
    by_channel: list[OnChannel] = field(default_factory=list)
    first: list[Ticket] = field(default_factory=list)  # what is still open stands first
    unseen: int = 0
    answered: Announcement | None = None  # the last one for all of them

    @property
    def number(self) -> int:
        return sum(one.number for one in self.by_channel)

    @property
    def still_open(self) -> int:
        return sum(one.still_open for one in self.by_channel)


def problem_panel(ticket: Ticket, *, agent: Agent) -> ProblemPanel:
    """The same few queries for one incident and for 500."""
    if ticket.problem_id:
        seen = Ticket.objects.visible_to(agent).filter(pk=ticket.problem_id).first()
        return ProblemPanel(problem=seen or Ticket(pk=ticket.problem_id), is_seen=seen is not None)
    theirs = Ticket.objects.filter(problem=ticket)
    kinds = (
        theirs.order_by()
        .values("channel__kind")
        .annotate(number=Count("pk"), still_open=Count("pk", filter=STILL_OPEN))
    )
    by_channel = [
        OnChannel(kind=row["channel__kind"], number=row["number"], still_open=row["still_open"])
        for row in kinds.order_by("-number", "channel__kind")
    ]
    if not by_channel:
        return ProblemPanel()
    visible = theirs.visible_to(agent)
    number = sum(one.number for one in by_channel)
    return ProblemPanel(
        by_channel=by_channel,
        first=_first(visible),
        answered=ticket.announcements.order_by("-pk").first(),
        unseen=0 if agent.sees_everything else number - visible.count(),
    )


def incidents_left(problem: Ticket, *, agent: Agent) -> int:
    """Of one that is done: those that still wait, and whom the viewer could answer."""
    return problem.incidents.visible_to(agent).active().count() if problem.is_done else 0


def _first(visible: TicketQuerySet) -> list[Ticket]:
    newest = visible.select_related("channel", "customer").order_by("-last_message_at", "-pk")
    found = list(newest.active()[:SHOWN])
    return found + list(newest.exclude(status__in=ACTIVE)[: SHOWN - len(found)])


def problems_for(ticket: Ticket, *, agent: Agent, words: str = "") -> list[Ticket]:
    """What it may be linked to: of that number, with those words; without any, open tickets of the same
    category that moved lately, and first of all those that have incidents already.
    """
    able = _able(ticket, agent)
    if (number := number_in(words)) is not None:
        return list(able.filter(pk=number))
    recent = able.active().filter(last_message_at__gt=timezone.now() - LATELY)
    if words:
        return list(recent.filter(subject__icontains=words).order_by("-last_message_at", "-pk")[:OFFERED])
    has_incidents = Exists(Ticket.objects.filter(problem=OuterRef("pk")))
    leading = recent.filter(has_incidents).order_by("-last_message_at", "-pk")[:OFFERED]
    alike = recent.filter(category=ticket.category_id) if ticket.category_id else recent.none()
    found = {one.pk: one for one in (*leading, *alike.order_by("-last_message_at", "-pk")[:OFFERED])}
    return sorted(found.values(), key=lambda one: one.category_id != ticket.category_id)[:OFFERED]


def _able(ticket: Ticket, agent: Agent) -> TicketQuerySet:
    """One level: neither what is an incident itself, nor what is over. An internal one may be."""
    seen = Ticket.objects.visible_to(agent).filter(problem=None).exclude(pk=ticket.pk)
    return seen.exclude(status=Status.CLOSED).select_related("channel", "customer")
