"""A calendar or a policy changed: the open promises that hang on it are counted again, in portions."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet
from django.db.models.functions import Now

from events.claims import rearm
from events.models import Event
from routing.actions.change_clock import recount_clock
from routing.clocks import Kept, hold_clocks, keep
from routing.deadlines import summary
from routing.models import Clock, Recomputation
from routing.reconsidering import reconsider
from routing.thresholds import BREACH
from tickets.actions.set_deadlines import set_deadlines
from tickets.models import Ticket
from tickets.recording import show_again

PORTION = 50


def begin(what: Recomputation.What, subject: int, event: Event) -> Recomputation | None:
    """Owed from now on, once per event. None: no open promise hangs on it."""
    total = _concerned(what, subject).values("ticket").distinct().count()
    if not total:
        return None
    row, _ = Recomputation.objects.get_or_create(
        event_id=event.pk,
        defaults={"what": what, "subject": subject, "at": event.created_at, "total": total},
    )
    return row


def recompute_portion(row: Recomputation) -> None:
    """The work of one claim: the next tickets; then the row is due again, until there are no more."""
    row.refresh_from_db()
    ids = list(
        _concerned(row.what, row.subject)
        .filter(ticket__gt=row.reached)
        .order_by("ticket")
        .values_list("ticket", flat=True)
        .distinct()[:PORTION]
    )
    if not ids:
        return
    clocks = hold_clocks(*ids)
    tickets = {ticket.pk: ticket for ticket in _held_tickets(ids)}
    if row.what == Recomputation.What.CALENDAR:
        _recount(row.subject, clocks, tickets)
    else:
        _reconsider(row, clocks, tickets)
    row.reached, row.done = ids[-1], row.done + len(ids)
    row.save(update_fields=["reached", "done"])
    rearm(row, at=Now())


def affected(calendar_id: int) -> int:
    """How many open tickets have a deadline that a change of this calendar would move."""
    going = _concerned(Recomputation.What.CALENDAR, calendar_id)
    return going.values("ticket").distinct().count()


def _concerned(what: str, subject: int) -> QuerySet[Clock]:
    going = Clock.objects.going()
    return (
        going.filter(calendar=subject)
        if what == Recomputation.What.CALENDAR
        else going.filter(policy=subject)
    )


def _held_tickets(ids: list[int]) -> QuerySet[Ticket]:
    return Ticket.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk")


def _recount(calendar_id: int, rows: list[Clock], tickets: dict[int, Ticket]) -> None:
    """What was broken stays broken: a promise that was told as breached is not taken back."""
    by_ticket: dict[int, list[Kept]] = defaultdict(list)
    for clock in keep(rows):
        by_ticket[clock.row.ticket_id].append(clock)
    for pk, clocks in by_ticket.items():
        open_ones = [one for one in clocks if one.row.calendar_id == calendar_id and _is_open(one)]
        if any([recount_clock(one) for one in open_ones]):  # noqa: C419 - all of them, not up to the first
            set_deadlines(tickets, {pk: summary(clocks)})
            show_again(tickets[pk])


def _is_open(clock: Kept) -> bool:
    return clock.state.stopped_at is None and BREACH not in clock.state.fired


def _reconsider(row: Recomputation, rows: list[Clock], tickets: dict[int, Ticket]) -> None:
    event = Event.objects.get(pk=row.event_id)
    by_ticket: dict[int, list[Clock]] = defaultdict(list)
    for clock in rows:
        by_ticket[clock.ticket_id].append(clock)
    for pk, clocks in by_ticket.items():
        reconsider(tickets[pk], clocks, event)
