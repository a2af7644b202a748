"""An answer, second thoughts, and who hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.models import Rating, Survey
from channels_in import surveys
from events.models import Event
from tests.analytics.surveys import an_asked_survey, page_of
from tests.builders import a_customer, a_supervisor
from tickets.models import Notification

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_has_the_link_answers_without_signing_in(client):
    survey = an_asked_survey()

    shown = client.get(page_of(survey))
    sent = client.post(page_of(survey), {"score": "5", "comment": "Cepat sekali!"})

    assert survey.question in shown.content.decode()
    assert sent.status_code == 302
    rating = Rating.objects.get()
    assert (rating.score, rating.comment, rating.way) == (5, "Cepat sekali!", "page")
    survey.ticket.refresh_from_db()
    assert survey.ticket.rating == 5
    assert "Thank you" in client.get(sent.url).content.decode()


def test_opening_the_link_answers_nothing(client):
    survey = an_asked_survey()

    page = client.get(page_of(survey) + "?score=1").content.decode()

    assert not Rating.objects.exists()
    assert 'value="1" id="id_score_0" checked' in " ".join(page.split()) or "checked" in page


@pytest.mark.parametrize(
    "spoil", [lambda t: "0" * 32 + t[32:], lambda t: t[:-1] + "?", lambda t: t[:32], lambda t: "x"]
)
def test_a_link_that_somebody_made_up_leads_nowhere(client, spoil):
    survey = an_asked_survey()
    token = spoil(surveys.token_of(survey.name)).replace("?", "a" if page_of(survey)[-2] != "a" else "b")

    assert client.get(f"/rate/{token}/").status_code == 404
    assert client.post(f"/rate/{token}/", {"score": "1"}).status_code == 404


def test_an_answer_can_be_changed_for_a_day(client):
    survey = an_asked_survey()
    client.post(page_of(survey), {"score": "2"})

    client.post(page_of(survey), {"score": "4", "comment": "They called back."})

    assert Rating.objects.get().score == 4
    Rating.objects.update(created_at=timezone.now() - timedelta(hours=25))
    late = client.post(page_of(survey), {"score": "1"})
    assert late.status_code == 409
    assert Rating.objects.get().score == 4


def test_a_question_from_long_ago_is_not_answered_any_more(client):
    survey = an_asked_survey()
    Survey.objects.update(asked_at=timezone.now() - timedelta(days=31))

    assert client.post(page_of(survey), {"score": "1"}).status_code == 409
    assert not Rating.objects.exists()


@pytest.mark.parametrize("score", ["", "0", "6", "x", "2.5"])
def test_what_is_no_score_is_refused_in_words(client, score):
    survey = an_asked_survey()

    answer = client.post(page_of(survey), {"score": score, "comment": "Hm"})

    assert answer.status_code == 422
    assert "Choose one of the five." in answer.content.decode()
    assert "Hm" in answer.content.decode()


def test_a_double_click_is_one_answer_and_one_event(client):
    survey = an_asked_survey()

    for _ in range(2):
        client.post(page_of(survey), {"score": "4"})

    assert Event.objects.filter(kind="ticket.rated").count() == 1


def test_a_low_rating_is_told_to_the_supervisor_of_the_team_once(client):
    survey = an_asked_survey()
    supervisor, other = a_supervisor(survey.team), a_supervisor()

    client.post(page_of(survey), {"score": "1"})
    client.post(page_of(survey), {"score": "2", "comment": "Too slow."})

    told = Notification.objects.filter(kind="rated_low")
    assert [one.agent for one in told] == [supervisor]
    assert other.notifications.count() == 0


def test_a_good_rating_disturbs_nobody(client):
    survey = an_asked_survey()
    a_supervisor(survey.team)

    client.post(page_of(survey), {"score": "3"})

    assert not Notification.objects.filter(kind="rated_low").exists()


def test_the_page_speaks_the_customers_language_and_the_other_one(client):
    survey = an_asked_survey()
    Survey.objects.update(language="id")

    indonesian = client.get(page_of(survey)).content.decode()
    english = client.post(page_of(survey), {"language": "en", "score": "4", "comment": "so far"})

    assert 'lang="id"' in indonesian
    assert 'lang="en"' in english.content.decode()
    assert "so far" in english.content.decode()
    assert not Rating.objects.exists()


def test_a_chat_hands_in_the_answer_of_its_own_customer_only():
    survey = an_asked_survey()

    assert surveys.open_survey(survey.ticket).score is None
    assert surveys.rate(survey.name, customer=a_customer(), score=1) is None
    asked = surveys.rate(survey.name, customer=survey.ticket.customer, score=4, comment="ok")

    assert (asked.score, asked.comment) == (4, "ok")
    kept = surveys.rate(survey.name, customer=survey.ticket.customer, score=5)
    assert (kept.score, kept.comment) == (5, "ok")
