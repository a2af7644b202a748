"""Tickets as snapshots that rules, policies and scores can look at: a handful of queries for any number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from people.calendar import is_open
from people.models import Company
from routing.calendars import Hours, load_hours
from routing.snapshot import Snapshot
from routing.ticket_facts import TicketFacts, facts_of
from tickets.models import ChannelKind, Ticket


def whole(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """With what a snapshot looks at, so that it need not load them again."""
    return tickets.select_related("customer__organisation", "channel", "category", "team")


def snapshot_of(ticket: Ticket, *, at: datetime) -> Snapshot:
    return snapshots_of([ticket], at=at)[ticket.pk]


def snapshots_of(tickets: Sequence[Ticket], *, at: datetime) -> dict[int, Snapshot]:
    """As they stand, asked at one moment. Rules read the words that opened a ticket."""
    ids = [ticket.pk for ticket in tickets]
    found = {ticket.pk: ticket for ticket in tickets if _is_whole(ticket)}
    if missing := [pk for pk in ids if pk not in found]:
        found |= whole(Ticket.objects.all()).in_bulk(missing)
    facts = facts_of(ids)
    hours = load_hours({_calendar_id(ticket) for ticket in found.values()})
    return {
        pk: _snapshot(ticket, facts[pk], _Wall(hours=hours[_calendar_id(ticket)], at=at))
        for pk, ticket in found.items()
    }


def _is_whole(ticket: Ticket) -> bool:
    """As far as it can have what whole() brings."""
    known = ticket._state.fields_cache
    return {"customer", "channel", "category", "team"} <= known.keys()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wall:
    """Whose clock on which wall."""

    hours: Hours
    at: datetime

    def is_open(self, moment: datetime) -> bool:
        return is_open(self.hours.calendar, moment)

    def hour(self, moment: datetime) -> int:
        zone = self.hours.calendar.zone if self.hours.stored else ZoneInfo(Company.current().time_zone)
        return moment.astimezone(zone).hour


def _snapshot(ticket: Ticket, facts: TicketFacts, wall: _Wall) -> Snapshot:
    category, customer = ticket.category, ticket.customer
    waiting = ticket.waiting_since
    is_spoken = ticket.channel.kind == ChannelKind.VOICE  # what stands there of a call are words of ours
    return Snapshot(
        subject="" if is_spoken else ticket.subject,
        text="" if is_spoken else facts.text,
        channel=ticket.channel_id,
        channel_kind=ticket.channel.kind,
        customer_tier=str(customer.tier),
        organisation=customer.organisation_id,
        language=ticket.language,
        sentiment=ticket.sentiment,
        urgency=ticket.urgency,
        category=category.key if category else "",
        category_points=category.points if category else 0,
        priority=ticket.priority,
        status=ticket.status,
        team=ticket.team_id,
        tags=facts.tags,
        is_first_message=facts.customer_messages <= 1,
        is_reopened=facts.was_reopened and ticket.is_active,
        has_attachments=facts.has_files,
        from_address=facts.from_address,
        is_open=wall.is_open(ticket.created_at),
        hour=wall.hour(ticket.created_at),
        waiting_minutes=max(0, int((wall.at - waiting).total_seconds() // 60)) if waiting else 0,
        customer_messages=facts.customer_messages,
        is_internal=ticket.is_internal,
    )


def _calendar_id(ticket: Ticket) -> int | None:
    """Whose hours say whether somebody is there: the channel's, else the team's."""
    return ticket.channel.calendar_id or (ticket.team.calendar_id if ticket.team else None)
