"""What the doors may know of surveys, and how they hand in an answer: channels_in/surveys.py."""

from __future__ import annotations

from uuid import UUID

from analytics.actions.rate import SurveyOver, rate
from analytics.models import Survey
from analytics.models.survey import SurveyQuerySet
from channels_in.surveys import AskedSurvey
from people.models import Customer
from tickets.models import Ticket


class OpenSurveys:
    def open_on(self, ticket: Ticket) -> AskedSurvey | None:
        newest = _surveys().asked().filter(ticket=ticket).order_by("-pk").first()
        return as_asked(newest) if newest and newest.is_open() else None

    def rate(
        self, key: UUID, *, customer: Customer, score: int, comment: str | None, way: str
    ) -> AskedSurvey | None:
        survey = _surveys().filter(name=key, ticket__customer=customer).first()
        if survey is None:
            return None
        try:
            rate(survey, score=score, comment=comment, way=way)
        except SurveyOver:
            return None
        return as_asked(_surveys().get(pk=survey.pk))


def as_asked(survey: Survey) -> AskedSurvey:
    rating, end = survey.answer, survey.open_until
    if end is None:
        raise ValueError("it was never asked")
    return AskedSurvey(
        key=survey.name,
        ticket_id=survey.ticket_id,
        question=survey.question,
        language=survey.language,
        score=rating.score if rating else None,
        comment=rating.comment if rating else "",
        open_until=end,
    )


def _surveys() -> SurveyQuerySet:
    return Survey.objects.select_related("rating", "ticket")
