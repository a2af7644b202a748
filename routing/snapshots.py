"""Tickets as snapshots that rules, policies and scores can look at: a handful of queries for any number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from events.models import Event
from people.calendar import is_open
from people.models import Company
from routing.calendars import Hours, load_hours
from routing.snapshot import Snapshot
from tickets.models import Attachment, Message, Tag, Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class _First:
    """The words that opened the ticket."""

    text: str
    from_address: str


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
    firsts = _first_messages(ids)
    counted = _counts(ids)
    tags = _tags(ids)
    hours = load_hours({_calendar_id(ticket) for ticket in found.values()})
    zone = ZoneInfo(Company.current().time_zone)
    return {
        pk: _snapshot(
            ticket,
            first=firsts.get(pk, _First(text="", from_address="")),
            counts=counted.get(pk, (0, False, False)),
            tags=tags.get(pk, frozenset()),
            wall=_Wall(hours=hours[_calendar_id(ticket)], zone=zone, at=at),
        )
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
    zone: ZoneInfo
    at: datetime

    def is_open(self, moment: datetime) -> bool:
        return is_open(self.hours.calendar, moment)

    def hour(self, moment: datetime) -> int:
        zone = self.hours.calendar.zone if self.hours.stored else self.zone
        return moment.astimezone(zone).hour


def _snapshot(
    ticket: Ticket, *, first: _First, counts: tuple[int, bool, bool], tags: frozenset[str], wall: _Wall
) -> Snapshot:
    messages, was_resolved, has_files = counts
    category, customer = ticket.category, ticket.customer
    waiting = ticket.waiting_since
    return Snapshot(
        subject=ticket.subject,
        text=first.text,
        channel=ticket.channel_id,
        channel_kind=ticket.channel.kind,
        customer_tier=str(customer.tier),
        organisation=customer.organisation_id,
        language=ticket.language,
        category=category.key if category else "",
        category_points=category.points if category else 0,
        priority=ticket.priority,
        status=ticket.status,
        team=ticket.team_id,
        tags=tags,
        is_first_message=messages <= 1,
        is_reopened=was_resolved and ticket.is_active,
        has_attachments=has_files,
        from_address=first.from_address,
        is_open=wall.is_open(ticket.created_at),
        hour=wall.hour(ticket.created_at),
        waiting_minutes=max(0, int((wall.at - waiting).total_seconds() // 60)) if waiting else 0,
        customer_messages=messages,
    )


def _first_messages(ids: list[int]) -> Mapping[int, _First]:
    firsts = (
        Message.objects.filter(ticket__in=ids, direction=Message.Direction.INBOUND)
        .values("ticket")
        .annotate(first=Min("pk"))
        .values("first")
    )
    return {
        message.ticket_id: _First(text=message.text, from_address=message.from_address)
        for message in Message.objects.filter(pk__in=firsts).only("ticket", "text", "from_address")
    }


def _counts(ids: list[int]) -> Mapping[int, tuple[int, bool, bool]]:
    """(what the customer wrote, whether the ticket was ever taken up again, whether it came with files)."""
    files = Attachment.objects.filter(message__ticket=OuterRef("pk"), message__direction="inbound")
    again = Event.objects.filter(ticket_id=OuterRef("pk"), kind="ticket.reopened")
    again = again.exclude(data__has_key="is_taken_back")
    counted = Ticket.objects.filter(pk__in=ids).annotate(
        wrote=Count("messages", filter=Q(messages__direction="inbound", messages__is_auto_reply=False)),
        again=Exists(again),
        files=Exists(files),
    )
    return {
        pk: (wrote, was, has) for pk, wrote, was, has in counted.values_list("pk", "wrote", "again", "files")
    }


def _tags(ids: list[int]) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for pk, name in Tag.objects.filter(tickets__in=ids).values_list("tickets", "name"):
        if pk in ids:
            found.setdefault(pk, set()).add(name)
    return {pk: frozenset(names) for pk, names in found.items()}


def _calendar_id(ticket: Ticket) -> int | None:
    """Whose hours say whether somebody is there: the channel's, else the team's."""
    return ticket.channel.calendar_id or (ticket.team.calendar_id if ticket.team else None)
