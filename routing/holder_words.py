"""Why a ticket is with whom it is, or with nobody, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.models import ActorKind, Event
from helpdesk.marks.amounts import amount
from helpdesk.marks.times import day_and_time
from people.opening import closed_at
from routing.models import Decision
from routing.offered_words import accepted_after, offered_to
from routing.pauses import pause_words
from routing.reason import Reason
from tickets.models import ChannelKind, Ticket


def holder_words(
    ticket: Ticket, assignment: Decision | None, given: Event | None, names: Mapping[int, str]
) -> Iterator[Reason]:
    if ticket.assignee_id is None:
        if ticket.is_active and ticket.unassigned_reason:
            yield offered_to(ticket) or _nobody(ticket)
    elif assignment is not None:
        yield _least_loaded(assignment, ticket.assignee_id)
        yield from accepted_after(assignment)
        yield from _not_the_last(assignment, names)
        yield from _weight(ticket, assignment)
    elif given is not None and given.actor_kind == ActorKind.AGENT:
        yield _by_hand(given, names)
    elif given is not None and given.actor_kind == ActorKind.CLOCK:
        yield Reason(icon="bell-ring", words=format_html("{}", _("Given by a step of the ladder")))


def _least_loaded(assignment: Decision, agent: int) -> Reason:
    able = [one for one in assignment.candidates if one["rank"] is not None]
    chosen = next((one for one in able if one["agent"] == agent), None)
    weight = assignment.inputs.get("weight", 1)
    measures = {
        "load": amount(chosen["load"] + weight) if chosen else "",
        "of": amount(chosen["capacity"]) if chosen else "",
    }
    said = {
        "last_agent": _("Answered this customer last: with it <b>{load} of at most {of} tickets</b>"),
        "only_one": _("The only one who could take it: with it <b>{load} of at most {of} tickets</b>"),
        "least_loaded": _(
            "Lowest load of {n} who could take it: with it <b>{load} of at most {of} tickets</b>"
        ),
        "longest_since_last": _(
            "Longest without new work of {n}: with it <b>{load} of at most {of} tickets</b>"
        ),
        "lowest_id": _("First of {n} with the same load: with it <b>{load} of at most {of} tickets</b>"),
    }[assignment.outcome["reason"]]
    by_load = assignment.outcome["reason"] != "last_agent"
    icon, measure = ("gauge", _("Load")) if by_load else ("user-check", _since(assignment))
    return Reason(icon=icon, words=format_html(said, n=len(able), **measures), measure=measure)


def _why_nobody(ticket: Ticket) -> str:
    reason = str(ticket.get_unassigned_reason_display())
    if ticket.unassigned_reason != Ticket.UnassignedReason.PAUSED or not ticket.team_id:
        return reason
    return pause_words(ticket.team_id) or reason


def _nobody(ticket: Ticket) -> Reason:
    return Reason(icon="user-x", words=format_html("{}", _why_nobody(ticket)), measure=_opening(ticket))


def _opening(ticket: Ticket) -> str:
    if ticket.unassigned_reason != Ticket.UnassignedReason.AFTER_HOURS or ticket.team is None:
        return ""
    closed = closed_at(ticket.team.calendar_id, timezone.now())
    return _("from %(when)s") % {"when": day_and_time(closed.opens_at)} if closed and closed.opens_at else ""


def _since(assignment: Decision) -> str:
    at = assignment.inputs.get("last_at")
    return day_and_time(datetime.fromisoformat(at)) if at else ""


def _not_the_last(assignment: Decision, names: Mapping[int, str]) -> Iterator[Reason]:
    """Whom the customer knows could not take it: why stands with the others."""
    last = assignment.inputs.get("last_agent")
    if last and last != assignment.outcome["agent"]:
        words = format_html(_("<b>{}</b>, who answered last, could not take it"), names.get(last, f"#{last}"))
        yield Reason(icon="user-x", words=words, measure=_since(assignment))


def _weight(ticket: Ticket, assignment: Decision) -> Iterator[Reason]:
    weight = assignment.inputs.get("weight", 1)
    if weight != 1:
        words = format_html(_("Counts as <b>{}</b> of a ticket"), amount(weight))
        yield Reason(icon="gauge", words=words, measure=str(ChannelKind(ticket.channel.kind).label))


def _by_hand(given: Event, names: Mapping[int, str]) -> Reason:
    if given.actor_id == given.data["to"]:
        answered = given.data["reason"] == "answered"
        said = _("Taken by <b>{}</b> by answering") if answered else _("Taken by <b>{}</b>")
        return Reason(icon="hand", words=format_html(said, names[given.data["to"]]))
    words = format_html(_("Given by <b>{}</b>"), names.get(given.actor_id or 0, "?"))
    return Reason(icon="user-check", words=words, measure=_("By hand"))
