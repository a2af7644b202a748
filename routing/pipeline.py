"""What happens to a new ticket, in order: classify, score, promise. Then it is offered."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef

from events import actors
from events.models import Event
from routing.actions.decide import decided_together
from routing.actions.owe_guess import owe_guess
from routing.calendars import UNCOUNTABLE
from routing.classify import classify
from routing.classifying import apply
from routing.clock_history import Happening
from routing.clocks import hold_clocks
from routing.following import begin, is_old_news
from routing.guessing.words import words_of
from routing.models import Decision
from routing.policies import Chosen, choose_promise, load_promises
from routing.prioritising import prioritise
from routing.promising import decide_promise
from routing.reconsidering import reconsider
from routing.rules import load_rules, load_scheme
from routing.snapshot import Snapshot
from routing.snapshots import snapshot_of, whole
from tickets.actions.note_unassigned import note_unassigned
from tickets.models import Message, Status, Ticket
from tickets.together import written_together

log = logging.getLogger(__name__)

NO_TEAM = Ticket.UnassignedReason.NO_TEAM


def route(event: Event, *, guessed: Collection[str] = ()) -> Ticket | None:
    """Within the reaction's transaction; `guessed`: subjects of which something has been learned. None: it is
    over already, or was routed by this event before.
    """
    if event.ticket_id is None:
        return None
    rows = hold_clocks(event.ticket_id)
    ticket = _held(event)
    if ticket.status == Status.CLOSED or ticket.was_routed:
        return None
    snapshot = snapshot_of(ticket, at=event.created_at)
    classification = classify(snapshot, load_rules())
    is_late = bool(rows) or _is_late(ticket, event)
    with written_together(ticket):
        with decided_together():
            snapshot = apply(ticket, classification, event, snapshot)
            snapshot = prioritise(ticket, snapshot, classification, load_scheme(), event)
            if not is_late:
                _promise(ticket, snapshot, event)
        if is_late:
            reconsider(ticket, rows, event, snapshot=snapshot)
        if ticket.team_id is None:
            note_unassigned(ticket, reason=NO_TEAM, by=actors.system("event", event.pk))
        if guessed and not ticket.is_of_machine and words_of(snapshot.subject, snapshot.text):
            owe_guess(ticket, guessed)
    routed: Ticket = ticket
    return routed


def promise_inside(event: Event) -> Ticket | None:
    """An internal ticket: its team, category and priority are those that it was opened with, so all that is
    to be decided is its own target. The customer's clocks run on their own ticket.
    """
    if event.ticket_id is None:
        return None
    rows = hold_clocks(event.ticket_id)
    ticket = _held(event)
    if ticket.is_done or rows:
        return None
    with written_together(ticket), decided_together():
        _promise(ticket, snapshot_of(ticket, at=event.created_at), event)
    inside: Ticket = ticket
    return inside


def _held(event: Event) -> Any:
    """The ticket, and beside it what is asked of its past."""
    held = whole(Ticket.objects.select_for_update(no_key=True, of=("self",)))
    return held.annotate(
        was_routed=Exists(Decision.objects.filter(ticket=OuterRef("pk"), event_id=event.pk)),
        is_of_machine=Exists(
            Message.objects.filter(pk=event.data.get("message"), ticket=OuterRef("pk"), is_auto_reply=True)
        ),
    ).get(pk=event.ticket_id or 0)


def _promise(ticket: Any, snapshot: Snapshot, event: Event) -> None:
    """Machines are promised nothing."""
    if ticket.is_of_machine:
        chosen = Chosen(promise=None, looked_at=[])
    else:
        chosen = choose_promise(snapshot, load_promises())
    fault = ""
    if chosen.promise:
        opened = Happening(what="opened", at=ticket.created_at, status=event.data["status"])
        try:
            begin(ticket, opened, chosen.promise, at=event.created_at)
        except UNCOUNTABLE as error:
            fault = f"{type(error).__name__}: {error}"
            log.error("Ticket %s is promised nothing: %s", ticket.pk, fault, exc_info=error)
    decide_promise(ticket, chosen, snapshot, event, fault=fault)


def _is_late(ticket: Ticket, event: Event) -> bool:
    """What came after it has been followed before, because this could not be: what is owed now counts."""
    return ticket.status != event.data["status"] and is_old_news(event)
