"""What happens to a new ticket, in order: classify, score, promise. Then it is offered."""

from __future__ import annotations

import logging

from events import actors
from events.models import Event
from routing.calendars import UNCOUNTABLE
from routing.classify import classify
from routing.classifying import apply
from routing.clock_history import Happening
from routing.clocks import hold_clocks
from routing.following import begin, is_old_news
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


def route(event: Event) -> Ticket | None:
    """Within the reaction's transaction. None: it is over already, or was routed by this event before."""
    if event.ticket_id is None:
        return None
    rows = hold_clocks(event.ticket_id)
    ticket = whole(Ticket.objects.select_for_update(no_key=True, of=("self",))).get(pk=event.ticket_id)
    routed = Decision.objects.filter(ticket=ticket, event_id=event.pk)
    if ticket.status == Status.CLOSED or routed.exists():
        return None
    snapshot = snapshot_of(ticket, at=event.created_at)
    classification = classify(snapshot, load_rules())
    with written_together(ticket):
        snapshot = apply(ticket, classification, event, snapshot)
        snapshot = prioritise(ticket, snapshot, classification, load_scheme(), event)
        if rows or _is_late(ticket, event):
            reconsider(ticket, rows, event, snapshot=snapshot)
        else:
            _promise(ticket, snapshot, event)
        if ticket.team_id is None:
            note_unassigned(ticket, reason=NO_TEAM, by=actors.system("event", event.pk))
    return ticket


def _promise(ticket: Ticket, snapshot: Snapshot, event: Event) -> None:
    """Machines are promised nothing."""
    if _opened_by_machine(event):
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


def _opened_by_machine(event: Event) -> bool:
    return Message.objects.filter(pk=event.data.get("message"), is_auto_reply=True).exists()
