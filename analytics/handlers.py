"""What analytics does when something has happened. Each runs once per event, in one transaction."""

from __future__ import annotations

from analytics.actions.owe_survey import owe_survey
from analytics.models import SurveyPlan
from events.models import Event
from helpdesk.lib.asked_once import asked_once
from tickets.models import Ticket


@asked_once
def _asks() -> bool:
    return SurveyPlan.objects.filter(is_active=True).exists()


def nobody_is_asked(_event: Event) -> bool:
    return not _asks()


def plan_survey(event: Event) -> None:
    """By the plan of the channel that the ticket came through."""
    ticket = Ticket.objects.filter(pk=event.ticket_id or 0).first()
    if ticket is None or ticket.is_internal:
        return
    plan = SurveyPlan.objects.filter(channel=ticket.channel_id, is_active=True).first()
    if plan:
        owe_survey(ticket, plan, episode=event)
