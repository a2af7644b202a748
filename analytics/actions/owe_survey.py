from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from analytics.models import Survey, SurveyPlan
from events.models import Event
from tickets.models import Ticket


@transaction.atomic(savepoint=False)
def owe_survey(ticket: Ticket, plan: SurveyPlan, *, episode: Event) -> bool:
    """A question that falls due after the plan's delay, about whoever has the ticket now. False if this
    episode has one.
    """
    row = Survey(
        ticket=ticket,
        episode=episode.pk,
        channel=plan.channel,
        agent=ticket.assignee,
        team=ticket.team,
        resolved_at=episode.created_at,
        due_at=_due(episode.created_at, plan),
    )
    known = Survey.objects.filter(episode=episode.pk)
    if known.exists():
        return False
    Survey.objects.bulk_create([row], ignore_conflicts=True)
    return True


def _due(resolved_at: datetime, plan: SurveyPlan) -> Now | datetime:
    return resolved_at + timedelta(minutes=plan.delay_minutes)
