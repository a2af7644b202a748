"""What routing does when something happens. helpdesk/subscribers.py says at which events."""

from __future__ import annotations

from events.models import Event
from events.nudge import nudge
from people.models import Presence
from routing import tasks
from routing.actions.answer_offer import ACCEPTED, pass_on
from routing.actions.save_policy import PROMISES
from routing.clocks import hold_with_clocks
from routing.following import follow
from routing.models import Recomputation, live_subjects
from routing.pipeline import promise_inside, route
from routing.recompute import recompute_later
from routing.reconsidering import reconsider
from routing.rescore import rescore
from routing.rules_on_change import ask_on_change
from tickets.models import Status, Ticket

PROMISED_BY = (
    "ticket.priority_changed",
    "ticket.category_changed",
    "ticket.transferred",
    "ticket.tagged",
    "ticket.untagged",
)
BEGINS = ("ticket.created", "escalation.opened")
FREES = ("reply.sent", "ticket.resolved", "ticket.held", "ticket.closed")
WAITS_AGAIN = ("message.received", "ticket.reopened", "ticket.unheld", "reply.withdrawn")
OPEN = (Status.NEW, Status.OPEN)


def follow_clocks(event: Event) -> None:
    """One handler for all that clocks mind, because start and stop must be seen in order."""
    if event.kind in BEGINS:
        ticket = _routed(event) if event.kind == "ticket.created" else promise_inside(event)
        if ticket and ticket.team_id:
            nudge(tasks.drain_team, str(ticket.team_id))
    elif event.kind in PROMISED_BY:
        _reconsider(event)
    else:
        follow(event)
        if event.kind == "ticket.reopened":
            _rescore(event)
        if event.kind in FREES:
            offer_more(event)
        elif event.kind in WAITS_AGAIN:
            offer_ticket(event)


def _routed(event: Event) -> Ticket | None:
    subjects = live_subjects()
    ticket = route(event, guessed=subjects)
    if ticket and subjects:
        nudge(tasks.guess_tickets)
    return ticket


def is_own_change(event: Event) -> bool:
    """What routing did to a ticket because of an event it has considered itself."""
    return event.cause_kind == "event"


def opened_its_ticket(event: Event) -> bool:
    """Then routing begins with ticket.created, and nothing has run yet that a message could stop."""
    return bool(event.data.get("opens"))


def offer_ticket(event: Event) -> None:
    """It may have nobody now."""
    if event.ticket_id is None:
        return
    ticket = Ticket.objects.get(pk=event.ticket_id)
    if ticket.assignee_id is None and ticket.status in OPEN and ticket.team_id:
        nudge(tasks.drain_team, str(ticket.team_id))


def nobody_was_asked(event: Event) -> bool:
    """Who accepted what they were asked may be asked again."""
    return bool(event.data.get("reason") != ACCEPTED)


def is_there(event: Event) -> bool:
    """Whoever has just become available was not asked before."""
    return bool(event.data.get("to") == Presence.Status.AVAILABLE)


def pass_offer_on(event: Event) -> None:
    """Of somebody who is gone or has left a team: the next one is asked."""
    if event.agent_id:
        pass_on(event.agent_id)


def offer_more(event: Event) -> None:
    """An agent may have room now: they are done with a ticket, have just come, or may take more."""
    if event.kind == "agent.presence_changed" and event.data["to"] != Presence.Status.AVAILABLE:
        return
    agent = event.agent_id
    if event.ticket_id:
        agent = Ticket.objects.filter(pk=event.ticket_id).values_list("assignee", flat=True).first()
    if agent:
        nudge(tasks.drain_for, str(agent))


def offer_queue(event: Event) -> None:
    """A team is given work again, or none: who waits in its queue hears either."""
    nudge(tasks.drain_team, str(event.data["team"]))


def return_work(event: Event) -> None:
    """Somebody may have been switched off."""
    nudge(tasks.return_work)


def rescore_tickets(event: Event) -> None:
    if event.customer_id:
        recompute_later(Recomputation.What.CUSTOMER, event.customer_id, event)


def recompute_clocks(event: Event) -> None:
    """Of many tickets, so not here: it is owed as a row, which is worked off in portions."""
    if event.kind == "calendar.changed":
        recompute_later(Recomputation.What.CALENDAR, event.data["calendar"], event)
    elif event.data["what"] == "sla_policy" and PROMISES & set(event.data.get("fields", ())):
        recompute_later(Recomputation.What.POLICY, event.data["id"], event)


def _rescore(event: Event) -> None:
    """Coming back counts, except for what was taken back within seconds."""
    if event.ticket_id is None or "is_taken_back" in event.data:
        return
    ticket, rows = hold_with_clocks(event.ticket_id)
    rescore(ticket, rows, event)


def _reconsider(event: Event) -> None:
    if event.ticket_id is None or is_own_change(event):
        return
    ticket, rows = hold_with_clocks(event.ticket_id)
    if not ticket.is_internal:  # rules sort what customers write
        ask_on_change(ticket, event)
    reconsider(ticket, rows, event)
