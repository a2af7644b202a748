"""What happens to a new ticket, in order: classify, score, promise. Then it is offered."""

from __future__ import annotations

from events import actors
from events.models import Event
from routing.classify import classify
from routing.classifying import apply
from routing.clock_history import Happening
from routing.clocks import hold_clocks
from routing.following import begin
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
        if rows:  # a later message was followed before, because this could not be
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
    decide_promise(ticket, chosen, snapshot, event)
    if chosen.promise:
        opened = Happening(what="opened", at=ticket.created_at, status=event.data["status"])
        begin(ticket, opened, chosen.promise, at=event.created_at)


def _opened_by_machine(event: Event) -> bool:
    return Message.objects.filter(pk=event.data.get("message"), is_auto_reply=True).exists()
