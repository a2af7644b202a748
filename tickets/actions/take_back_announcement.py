from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from events import actors
from events.claimable import Claimable
from people.models import Agent
from tickets.actions.withdraw import take_out
from tickets.changing import lock, refuse_reader
from tickets.models import Announced, Announcement, Delivery, Ticket
from tickets.models.announcement import WENT_OUT
from tickets.recording import record_on
from tickets.refusals import Refused

HELD = timedelta(seconds=60)  # what is being taken back does not leave meanwhile; if we die, it does then


def take_back_announcement(row: Announcement, *, by: Agent) -> int:
    """Nothing more is answered, and what has not left is as if never sent. How many answers that were.

    Each in a transaction of its own; one that was interrupted goes on where it was.
    """
    refuse_reader(by)
    if row.by_id != by.pk:
        raise Refused("not_yours")
    stopped = _stop(row)
    here = Announced.objects.filter(announcement=row).still_here().order_by("ticket_id")
    taken = [pk for pk in list(here.values_list("pk", flat=True)) if _take_out(pk, by)]
    if not stopped and not taken:
        raise Refused("taken_back_already")
    with transaction.atomic():
        problem = Ticket.objects.get(pk=row.problem_id)
        lock(problem)
        Announcement.objects.filter(pk=row.pk).update(taken_back_at=Now())
        number = stopped + len(taken)
        by_them = actors.agent(by)
        record_on(problem, "incidents.answer_taken_back", by=by_them, announcement=row.pk, number=number)
    return number


@transaction.atomic
def _stop(row: Announcement) -> int:
    """What a worker is at is waited for: it is among those that went out then. What was given up is stopped
    too: whoever tries that again would send what nobody wants to say any more.
    """
    states = (Claimable.State.PENDING, Claimable.State.DEAD)
    owed = Announced.objects.filter(announcement=row, state__in=states)
    stopped = owed.update(state=Claimable.State.DONE, lease_until=None, outcome=Announced.Outcome.TAKEN_BACK)
    messages = Announced.objects.filter(announcement=row).went_out().values("message")
    waiting = Delivery.objects.filter(message__in=messages, status=Delivery.Status.QUEUED, attempts=0)
    waiting.update(due_at=Now() + HELD)
    return stopped


@transaction.atomic
def _take(pk: int, by: Agent) -> None:
    one = Announced.objects.select_for_update(of=("self",)).select_related("message__ticket").get(pk=pk)
    if one.message is None or one.outcome not in WENT_OUT:
        raise Refused("taken_back_already")
    take_out(one.message, by=actors.agent(by))
    told = Announced.objects.filter(announcement=one.announcement_id, message=one.message).went_out()
    told.update(outcome=Announced.Outcome.TAKEN_BACK)


def _take_out(pk: int, by: Agent) -> bool:
    try:
        _take(pk, by)
    except Refused:  # it left a moment ago
        return False
    return True
