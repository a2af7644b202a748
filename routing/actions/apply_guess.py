from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from events import actors
from events.models import Event
from routing.actions.decide import decide, decided_together
from routing.classify import classify
from routing.classifying import apply
from routing.clocks import hold_with_clocks
from routing.guessing.answer import Answer
from routing.models import Decision, Subject, thresholds
from routing.prioritising import prioritise
from routing.reconsidering import is_routed, reconsider
from routing.rules import load_rules, load_scheme
from routing.snapshots import snapshot_of
from tickets.actions.set_category import set_category
from tickets.actions.set_impression import Impression, set_impression
from tickets.changing import write
from tickets.models import Category, Status, Ticket
from tickets.recording import record_on

LATE = timedelta(minutes=10)  # then people work on it as it is: rules do not change it under their hands


@transaction.atomic
def apply_guess(ticket_id: int, answers: Sequence[Answer]) -> bool:
    """What is sure enough is done in the name of the guess, and rules, priority and promises look again with
    it, unless people have had the ticket for long; the rest is left to a person. What somebody has said
    stays. False: nothing to say, or too late.
    """
    ticket, rows = hold_with_clocks(ticket_id)
    if not answers or ticket.status == Status.CLOSED or not is_routed(ticket):
        return False
    surely = thresholds()
    sure = [one for one in answers if one.confidence * 100 >= surely[one.subject] and not one.is_strange]
    wanted = [(one, _values(one)) for one in sure if _is_open(ticket, one)]
    settable = [(one, values) for one, values in wanted if values]
    event = record_on(ticket, "ticket.guessed", by=actors.SYSTEM, set=[one.subject for one, _ in settable])
    done = [one.subject for one, values in settable if _set(ticket, one, values, event)]
    is_late = timezone.now() - ticket.created_at > LATE
    with decided_together():
        if done and not is_late:
            snapshot = snapshot_of(ticket, at=timezone.now())
            classification = classify(snapshot, load_rules())
            snapshot = apply(ticket, classification, event, snapshot)
            snapshot = prioritise(ticket, snapshot, classification, load_scheme(), event)
        _decide(ticket, answers, done, event)
    if done and not is_late:
        reconsider(ticket, rows, event, snapshot=snapshot)
    is_to_sort = ticket.category_id is None and Subject.CATEGORY in {one.subject for one in answers}
    if is_to_sort and not ticket.is_to_sort:
        write(ticket, is_to_sort=True)
    return True


def _is_open(ticket: Ticket, answer: Answer) -> bool:
    """Whether nobody has said anything about it yet."""
    if answer.subject == Subject.CATEGORY:
        return ticket.category_id is None
    return not getattr(ticket, answer.subject)


def _values(answer: Answer) -> list[Any]:
    """What would be written; nothing for a category that was switched off since it was learned."""
    if answer.subject != Subject.CATEGORY:
        return [answer.label]
    return list(Category.objects.filter(key=answer.label, is_active=True))


def _set(ticket: Ticket, answer: Answer, values: Sequence[Any], event: Event) -> bool:
    [to], by = values, actors.system("event", event.pk)
    if answer.subject == Subject.CATEGORY:
        return set_category(ticket, to=to, by=by, is_guess=True)
    return set_impression(ticket, field=cast("Impression", answer.subject), to=to, by=by, is_guess=True)


def _decide(ticket: Ticket, answers: Sequence[Answer], done: Sequence[str], event: Event) -> None:
    said: list[dict[str, Any]] = [one.as_data() | {"is_set": one.subject in done} for one in answers]
    outcome = {"set": list(done), "to_sort": ticket.category_id is None}
    decide(ticket, Decision.Kind.GUESS, event=event, outcome=outcome, looked_at=said)
