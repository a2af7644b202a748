from __future__ import annotations

from typing import Any

from django.db import transaction

from events import actors
from events.database_time import database_time
from events.models import Event
from people.models import Agent, Team
from routing.models import Reshuffle
from routing.refusals import Refused
from tickets.actions.assign import assign
from tickets.actions.transfer import transfer
from tickets.actions.withdraw_nudge import withdraw_nudge
from tickets.event_kinds import ASSIGNMENT_KINDS
from tickets.models import Ticket
from tickets.refusals import Refused as TicketRefused
from tickets.stale import StaleTicket


def undo_reshuffle(row: Reshuffle, *, by: Agent) -> Reshuffle:
    """Every ticket back where it was, once, by who moved them; what somebody has moved since stays there. One
    that was interrupted goes on where it was.
    """
    if row.by_id != by.pk:
        raise Refused("not_yours_to_undo")
    row.refresh_from_db()
    if row.undone_at is not None:
        raise Refused("undone_already")
    for number in range(len(row.steps)):
        with transaction.atomic():
            row.refresh_from_db(from_queryset=Reshuffle.objects.select_for_update())
            step = row.steps[number]
            if step["outcome"] == "done" and "undone" not in step:
                step["undone"] = _undo(step, row.what, by)
                row.save(update_fields=["steps"])
    row.undone_at = database_time()
    row.save(update_fields=["undone_at"])
    return row


def _undo(step: dict[str, Any], what: str, by: Agent) -> str:
    ticket = Ticket.objects.filter(pk=step["ticket"]).first()
    if ticket is None:
        return "gone"
    if step["to_team"] and not step["from_team"]:
        return "had_no_team"
    try:
        with transaction.atomic():
            if what == Reshuffle.What.NUDGE:
                withdraw_nudge(ticket, event=Event.objects.get(pk=step["event"]), by=by)
            else:
                _back(ticket, step, by)
    except TicketRefused as refusal:
        return refusal.code
    except StaleTicket:
        return "changed_meanwhile"
    return "done"


def _back(ticket: Ticket, step: dict[str, Any], by: Agent) -> None:
    actor = actors.agent(by)
    Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
    later = Event.objects.filter(ticket_id=ticket.pk, kind__in=ASSIGNMENT_KINDS, pk__gt=step["event"])
    if later.exclude(actor_kind="system").exists():
        raise StaleTicket(list(later))
    if step["to_team"] and step["from_team"]:
        transfer(ticket, to=Team.objects.get(pk=step["from_team"]), by=actor)
    former = Agent.objects.filter(pk=step["from_agent"]).first()
    if former is None and ticket.assignee_id is None:
        return
    assign(ticket, to=former, by=actor, reason="undone" if former else "")
