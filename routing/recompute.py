"""Many tickets to look at again, in portions: a calendar, a policy or what a customer counts for has changed.

All clocks of a portion are held before all of its tickets. One that cannot be counted is left as it is.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import OperationalError, transaction
from django.db.models import QuerySet

from events.models import Event
from routing.actions.go_on_recomputing import go_on_recomputing
from routing.actions.owe_recomputation import owe_recomputation
from routing.clocks import Kept, hold_clocks, keep
from routing.counted_again import count_again
from routing.deadlines import summary
from routing.models import Clock, Recomputation
from routing.policies import load_promises
from routing.reconsidering import reconsider
from routing.rescore import rescore, theirs
from routing.thresholds import BREACH
from tickets.actions.set_deadlines import set_deadlines
from tickets.models import Ticket
from tickets.recording import show_again

log = logging.getLogger(__name__)

PORTION = 50

What = Recomputation.What


def recompute_later(what: Recomputation.What, subject: int, event: Event) -> Recomputation | None:
    """Owed from now on, once per event. None: no ticket hangs on it."""
    total = _concerned(what, subject, event.pk).count()
    return owe_recomputation(what, subject, event, total=total) if total else None


def recompute_portion(row: Recomputation) -> None:
    """The work of one claim: the next tickets; then the row is due again, until there are no more."""
    row.refresh_from_db()
    rest = _concerned(row.what, row.subject, row.event_id).filter(pk__gt=row.reached).order_by("pk")
    ids = list(rest.values_list("pk", flat=True)[:PORTION])
    if not ids:
        return
    clocks, tickets = hold_clocks(*ids), _hold_tickets(ids)
    try:
        with transaction.atomic():
            _work_on(row, clocks, tickets)
        failed = []
    except OperationalError:
        raise
    except Exception as error:  # whatever one of them holds
        log.error("%s: a portion of %s tickets failed: %s", row, len(ids), error, exc_info=error)
        failed = _one_by_one(row, ids)
    go_on_recomputing(row, ids, failed=failed)


def affected(calendar_id: int) -> int:
    """How many open tickets have a deadline that a change of this calendar would move."""
    return _concerned(What.CALENDAR, calendar_id).count()


def running_by(policy_id: int) -> int:
    """How many open tickets have a clock that runs by this policy."""
    return _concerned(What.POLICY, policy_id).count()


def _concerned(what: str, subject: int, event_id: int = 0) -> QuerySet[Ticket]:
    if what == What.CUSTOMER:
        return theirs(subject, before=event_id)
    going = Clock.objects.going()
    hanging = going.filter(calendar=subject) if what == What.CALENDAR else going.filter(policy=subject)
    return Ticket.objects.filter(pk__in=hanging.values("ticket"))


def _hold_tickets(ids: Sequence[int]) -> dict[int, Ticket]:
    held = Ticket.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk")
    return {ticket.pk: ticket for ticket in held}


def _one_by_one(row: Recomputation, ids: Sequence[int]) -> list[int]:
    """They are held all the time. Those that failed."""
    failed = []
    for pk in ids:
        try:
            with transaction.atomic():
                _work_on(row, hold_clocks(pk), _hold_tickets([pk]))
        except OperationalError:
            raise
        except Exception as error:
            failed.append(pk)
            log.error("%s: ticket %s stays as it was: %s", row, pk, error, exc_info=error)
    return failed


def _work_on(row: Recomputation, rows: Sequence[Clock], tickets: Mapping[int, Ticket]) -> None:
    if row.what == What.CALENDAR:
        _recount(row, rows, tickets)
        return
    event = Event.objects.get(pk=row.event_id)
    by_ticket: dict[int, list[Clock]] = defaultdict(list)
    for clock in rows:
        by_ticket[clock.ticket_id].append(clock)
    look_again = rescore if row.what == What.CUSTOMER else reconsider
    for pk, ticket in tickets.items():
        look_again(ticket, by_ticket[pk], event)


def _recount(row: Recomputation, rows: Sequence[Clock], tickets: Mapping[int, Ticket]) -> None:
    """What was broken stays broken: a promise that was told as breached is not taken back."""
    by_ticket: dict[int, list[Kept]] = defaultdict(list)
    for clock in keep(rows):
        by_ticket[clock.row.ticket_id].append(clock)
    promises = load_promises()
    for pk, clocks in by_ticket.items():
        open_ones = [one for one in clocks if one.row.calendar_id == row.subject and _is_open(one)]
        moved = [count_again(tickets[pk], clocks, one, promises, event=row.event_id) for one in open_ones]
        if any(moved):
            set_deadlines(tickets, {pk: summary(clocks)})
            show_again(tickets[pk])


def _is_open(clock: Kept) -> bool:
    return clock.state.stopped_at is None and BREACH not in clock.state.fired
