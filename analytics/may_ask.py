"""Whether a survey is asked at all, and by which way: only where a person was helped and can be reached."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from analytics.models import Survey, SurveyPlan
from channels_in.acknowledgement import is_for_a_person
from events.models import Event
from tickets.changing import customer_words
from tickets.models import Message, Ticket
from tickets.recipients import last_words
from tickets.refusals import Refused
from tickets.sendable import usual_way, why_unreachable
from tickets.ways import Way, ways_to

REOPENED_SOON = timedelta(days=7)  # so long a ticket is asked about once, whatever the plan says
TOO_LATE = timedelta(days=3)  # after it was due, as when the installation was away


def why_not(survey: Survey, plan: SurveyPlan | None, *, now: datetime) -> str:
    """A code of analytics/left_out.py, or nothing. The caller holds the ticket and its customer."""
    ticket = survey.ticket
    if plan is None or not plan.is_active:
        return "switched_off"
    if _went_on(survey):
        return "reopened"
    if now > survey.resolved_at + timedelta(minutes=plan.delay_minutes) + TOO_LATE:
        return "too_late"
    if _asked_lately(ticket, plan, now=now):
        return "asked_lately"
    if not ticket.messages.filter(author_kind=Message.AuthorKind.AGENT, withdrawn_at=None).exists():
        return "not_answered"
    if _only_machines_wrote(ticket):
        return "machine"
    return ""


def way_to_ask(ticket: Ticket, *, now: datetime) -> Way | None:
    """Where they wrote from last, if that can deliver now; else the next best way to them."""
    ways = [*_usual(ticket), *ways_to(ticket, at=now)]
    return next((way for way in ways if _is_open(ticket, way, now)), None)


def _is_open(ticket: Ticket, way: Way, now: datetime) -> bool:
    last = last_words(ticket)
    is_person = last is None or is_for_a_person(last, way.address)
    return is_person and not why_unreachable(ticket, way, at=now)


def _usual(ticket: Ticket) -> list[Way]:
    try:
        return [usual_way(ticket)]
    except Refused:  # there is no address
        return []


def _went_on(survey: Survey) -> bool:
    later = Event.objects.filter(ticket_id=survey.ticket_id, kind="ticket.reopened", pk__gt=survey.episode)
    return survey.ticket.is_active or later.exists()


def _asked_lately(ticket: Ticket, plan: SurveyPlan, *, now: datetime) -> bool:
    """Before or after: a past that is told from its end (the demo's) has later questions already."""
    soon, quiet = REOPENED_SOON, timedelta(days=plan.quiet_days)
    here = Q(ticket=ticket, asked_at__gt=now - soon, asked_at__lt=now + soon)
    anywhere = Q(ticket__customer=ticket.customer_id, asked_at__gt=now - quiet, asked_at__lt=now + quiet)
    return Survey.objects.asked().filter(here | anywhere).exists()


def _only_machines_wrote(ticket: Ticket) -> bool:
    """A ticket on which nobody wrote at all is one that we opened, as after a call."""
    wrote = ticket.messages.filter(direction=Message.Direction.INBOUND)
    return wrote.exists() and not any(is_for_a_person(one, "") for one in customer_words(ticket)[:50])
