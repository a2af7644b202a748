"""The settings of surveys, the ratings page, and what stands beside a ticket."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from analytics.actions.rate import rate
from analytics.models import Rating, SurveyPlan
from events.models import Event
from tests.analytics.surveys import a_helped_ticket, an_asked_survey, an_asking_channel, resolved
from tests.builders import a_channel, a_supervisor, a_team, an_admin, an_agent
from tests.helpdesk.config_file import commands_in

pytestmark = pytest.mark.django_db(transaction=True)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_an_admin_switches_on_the_survey_of_a_channel(client):
    channel = a_channel(name="Halo")
    client.force_login(an_admin())
    form = {
        "is_active": "on",
        "question_id": "Puas?",
        "question_en": "",
        "language": "",
        "delay_minutes": "15",
        "quiet_days": "30",
        "low_score": "2",
    }

    assert "Halo" in words(client.get(reverse("settings:surveys")))
    saved = client.post(reverse("settings:survey", args=[channel.pk]), form)

    assert saved.status_code == 302
    plan = SurveyPlan.objects.get()
    assert (plan.is_active, plan.questions, plan.delay_minutes) == (True, {"id": "Puas?"}, 15)
    assert Event.objects.filter(kind="config.changed", data__what="survey_plan").count() == 1
    stale = client.post(reverse("settings:survey", args=[channel.pk]), {**form, "version": "7"})
    assert stale.status_code == 422


@pytest.mark.parametrize("mark", ["{{ name }}", "{{ agent.name }", "{% if agent %}"])
def test_a_question_with_a_mark_that_nothing_fills_is_refused(client, mark):
    channel = a_channel()
    client.force_login(an_admin())
    form = {"question_en": f"Hi {mark}", "delay_minutes": "1", "quiet_days": "1", "low_score": "0"}

    answer = client.post(reverse("settings:survey", args=[channel.pk]), form)

    assert answer.status_code == 422
    assert f"“{mark}”" in words(answer)


def test_a_file_sets_what_the_page_sets(tmp_path):
    a_channel(name="Halo")
    run = commands_in(tmp_path)
    wanted = {"channel": "Halo", "is_active": True, "questions": {"en": "Happy?"}, "delay_minutes": 3}

    run("apply", surveys=[wanted])

    plan = SurveyPlan.objects.get()
    assert (plan.channel.name, plan.questions, plan.delay_minutes) == ("Halo", {"en": "Happy?"}, 3)
    assert "Happy?" in run("export")
    run("apply", surveys=[wanted])
    assert Event.objects.filter(data__what="survey_plan").count() == 1


def test_a_supervisor_sees_the_ratings_of_their_own_teams_only(client):
    ours, theirs = an_asked_survey(), an_asked_survey()
    rate(ours, score=5, comment="Cepat!", way="page")
    rate(theirs, score=1, comment="Lambat!", way="page")

    client.force_login(a_supervisor(ours.team))
    page = words(client.get(reverse("ratings")))

    assert "Cepat!" in page
    assert "Lambat!" not in page
    assert "100%" in page


def test_the_page_counts_by_team_agent_and_channel(client):
    team, channel = a_team(name="Orders"), an_asking_channel(name="Halo", plan={"quiet_days": 0})
    agent = an_agent(team, name="Rani")
    for score in (5, 4, 2):
        survey = an_asked_survey(channel=channel, team=team, agent=agent)
        rate(survey, score=score, way="page")
    client.force_login(an_admin())

    page = words(client.get(reverse("ratings")))

    assert page.count("67%") == 4
    assert page.count(">3.7<") == 4
    assert "Rani" in page and "Orders" in page and "Halo" in page


def test_the_newest_opinion_comes_first_whenever_it_was_written_down(client):
    for days, comment in enumerate(["Newest", "Middle", "Oldest"]):
        rate(an_asked_survey(), score=3, comment=comment, way="page")
        Rating.objects.filter(comment=comment).update(created_at=timezone.now() - timedelta(days=days))
    client.force_login(an_admin())

    shown = words(client.get(reverse("ratings")))
    older = words(client.get(reverse("ratings"), {"before": Rating.objects.get(comment="Middle").pk}))

    assert shown.index("Newest") < shown.index("Middle") < shown.index("Oldest")
    assert "Oldest" in older
    assert "Newest" not in older and "Middle" not in older


def test_a_period_leaves_out_what_is_older(client):
    survey = an_asked_survey()
    rate(survey, score=5, comment="Long ago", way="page")
    Rating.objects.update(created_at=timezone.now() - timedelta(days=20))
    client.force_login(an_admin())

    assert "Long ago" in words(client.get(reverse("ratings"), {"days": 30}))
    assert "Long ago" not in words(client.get(reverse("ratings"), {"days": 7}))


def test_older_ratings_are_a_page_away(client):
    survey = an_asked_survey()
    rate(survey, score=3, comment="The newest", way="page")
    client.force_login(an_admin())

    assert "The newest" not in words(client.get(reverse("ratings"), {"before": survey.rating.pk}))


def test_an_agent_is_told_that_the_page_is_not_theirs(client):
    client.force_login(an_agent())

    assert client.get(reverse("ratings")).status_code == 403


def test_beside_the_ticket_stands_what_the_customer_said(client):
    survey = an_asked_survey()
    rate(survey, score=2, comment="Three calls for nothing.", way="page")
    client.force_login(survey.agent)

    panel = words(client.get(reverse("ticket-rating", args=[survey.ticket_id])))
    timeline = words(client.get(reverse("tickets:ticket", args=[survey.ticket_id])))

    assert "Three calls for nothing." in panel
    assert "2 of 5" in panel
    assert "rated our help <b>2 of 5</b>" in timeline


def test_beside_the_ticket_stands_why_nobody_was_asked(client):
    survey = resolved(a_helped_ticket(answered=False))
    client.force_login(survey.agent)

    assert "Nobody of us had answered." in words(
        client.get(reverse("ticket-rating", args=[survey.ticket_id]))
    )
