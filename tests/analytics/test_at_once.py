"""Several workers, several clicks: one question, one answer."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client

from analytics.actions.ask import ask
from analytics.models import Rating, Survey
from events import actors, claims
from events.models import Event
from tests.analytics.surveys import a_helped_ticket, an_asked_survey, an_asking_channel, page_of
from tests.builders import a_customer, work_off
from tests.passing import make_due
from tests.together import at_once
from tickets.actions.resolve import resolve

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_matters_of_one_customer_ask_once():
    channel, customer = an_asking_channel(), a_customer()
    for _ in range(6):
        resolve(a_helped_ticket(channel=channel, customer=customer), by=actors.SYSTEM)
    work_off()
    make_due(Survey)

    at_once([partial(_ask, pk) for pk in Survey.objects.values_list("pk", flat=True)])

    assert sorted(Survey.objects.values_list("status", flat=True)) == ["asked", *["left_out"] * 5]


def _ask(pk: int) -> None:
    for row in claims.claim(Survey.objects.filter(pk=pk)):
        claims.run(row, ask)


def test_a_double_click_is_one_answer():
    survey = an_asked_survey()

    answers = at_once([partial(_click, survey) for _ in range(8)])

    assert {answer.status_code for answer in answers} == {302}
    assert Rating.objects.get().score == 4
    assert Event.objects.filter(kind="ticket.rated").count() == 1


def _click(survey: Survey):
    return Client().post(page_of(survey), {"score": "4"})
