from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from analytics.answers import NAMES
from analytics.may_ask import way_to_ask, why_not
from analytics.models import Survey, SurveyPlan
from analytics.question import question_in
from channels_in.surveys import ASKS, SCORES, choice_of
from events import actors
from people.models import Company
from tickets.actions.automatic import send_automatic
from tickets.capabilities import capabilities_of
from tickets.changing import lock
from tickets.models import Message, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.ways import Way


@transaction.atomic(savepoint=False)
def ask(survey: Survey, *, at: datetime | None = None) -> None:
    """Within its claim: send the question, or write down why not. Nothing is left out in silence."""
    ticket, now = survey.ticket, at or timezone.now()
    lock(ticket)
    _hold_customer(ticket.customer_id)
    plan = SurveyPlan.objects.filter(channel=survey.channel_id).first()
    if reason := why_not(survey, plan, now=now):
        _leave_out(survey, reason, at=at)
        return
    way = way_to_ask(ticket, now=now)
    if way is None or plan is None:
        _leave_out(survey, "no_way", at=at)
        return
    survey.language = plan.language or ticket.language or ticket.channel.language
    survey.question = _question(survey, plan)
    try:
        message = _send(survey, way, at=at)
    except Refused:
        _leave_out(survey, "refused", at=at)
        return
    survey.status, survey.asked_at = Survey.Status.ASKED, now
    survey.message, survey.channel = message, way.channel
    survey.save(update_fields=["status", "asked_at", "message", "channel", "language", "question"])


def _send(survey: Survey, way: Way, *, at: datetime | None) -> Message:
    with transaction.atomic():
        return send_automatic(
            survey.ticket,
            text=survey.question,
            by=actors.system("survey", survey.pk),
            reason="survey",
            through=way,
            extras=[{"kind": ASKS, "survey": survey.name.hex}, *_offered(survey, way)],
            at=at,
        )


def _offered(survey: Survey, way: Way) -> list[dict[str, Any]]:
    """Something to choose from beside the link, where the channel has that."""
    if capabilities_of(way.channel).max_choices < len(SCORES):
        return []
    with translation.override(survey.language):
        choices = [
            {"id": choice_of(survey.name, score), "title": f"{score} – {NAMES[score]}"}
            for score in reversed(SCORES)
        ]
        return [{"kind": "offer", "choices": choices, "label": _("Choose")}]


def _leave_out(survey: Survey, reason: str, *, at: datetime | None) -> None:
    survey.status, survey.reason = Survey.Status.LEFT_OUT, reason
    survey.save(update_fields=["status", "reason"])
    by = actors.system("survey", survey.pk)
    record_on(survey.ticket, "survey.left_out", by=by, at=at, survey=survey.pk, reason=reason)


def _question(survey: Survey, plan: SurveyPlan) -> str:
    ticket: Ticket = survey.ticket
    values = {
        "company.name": Company.current().name,
        "channel.name": ticket.channel.name,
        "agent.name": survey.agent.name if survey.agent else "",
    }
    return question_in(survey.language, plan.questions, values, otherwise=ticket.channel.language)


def _hold_customer(customer_id: int) -> None:
    """Two tickets of one customer at the same moment: the second sees that they have been asked."""
    with connection.cursor() as sql:
        sql.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"analytics.ask:{customer_id}"])
