"""Each minute the open promises are looked at; what was said is compared with what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from routing.actions.extend_clock import extend_clock
from routing.models import Clock, Experience, Foreseen, Outlook
from routing.outlook.foresee import foresee, is_due_to_learn, learn_from_the_past
from tests.builders import (
    a_policy,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_agent,
    work_off,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    a_policy(minutes={"first_response": 60})
    return a_team(name="Orders")


@pytest.fixture
def rani(team):
    return an_agent(team, available=True, name="Rani Puspita")


@pytest.fixture
def dimas(team):
    return a_supervisor(team, name="Dimas Prakoso")


@pytest.fixture
def wrote(team, rani):
    """`wrote(ago)`: somebody wrote so many minutes ago, and waits for an hour at most."""

    def ticket(ago, *, answered=None):
        now = timezone.now()
        found = a_ticket(team=team, assignee=rani, at=now - timedelta(minutes=ago))
        work_off()
        if answered is not None:
            a_reply(found, agent=rani, at=now - timedelta(minutes=ago - answered))
            work_off()
        return found

    return ticket


def said_of(ticket):
    return Foreseen.objects.filter(clock__ticket=ticket).order_by("lead")


def test_a_minute_has_one_outlook_whoever_looks(wrote):
    wrote(35)
    now = timezone.now()

    assert [foresee(at=now), foresee(at=now)] == [True, False]
    assert Outlook.objects.count() == 1


def test_every_open_promise_has_its_chance_and_what_it_was_reckoned_from(wrote, team):
    first, second = wrote(40), wrote(35)

    foresee()

    outlook = Outlook.objects.get()
    found = {one["ticket"]: one for one in outlook.promises}
    assert set(found) == {first.pk, second.pk}
    assert found[first.pk]["sight"]["ahead"] == 0
    assert found[second.pk]["sight"]["ahead"] == 1
    assert found[second.pk]["chance"] >= found[first.pk]["chance"]
    of_team = next(one for one in outlook.teams if one["team"] == team.pk)
    assert of_team["hours"][0]["due"] == 2
    assert len(of_team["slots"]) == 6


def test_what_was_said_half_an_hour_ahead_is_kept_and_settled(wrote, rani):
    kept, broken = wrote(35), wrote(34)
    foresee()
    assert [one.lead for one in said_of(kept)] == [30]

    a_reply(kept, agent=rani)
    work_off()
    foresee(at=timezone.now() + timedelta(minutes=30))

    assert said_of(kept).get().was_broken is False
    assert said_of(broken).get().was_broken is True


def test_a_promise_that_was_given_more_time_is_left_out_of_the_record(wrote, dimas):
    ticket = wrote(35)
    foresee()
    clock = Clock.objects.get(ticket=ticket, stopped_at=None)

    extend_clock(ticket.pk, clock_id=clock.pk, minutes=60, reason="The depot calls back", by=dimas)
    foresee(at=timezone.now() + timedelta(minutes=40))

    assert not said_of(ticket).filter(was_broken__isnull=False).exists()


def test_the_past_teaches_and_fills_the_record(wrote):
    for ago, answered in [(300, 45), (280, 90), (260, 200), (240, 20)]:
        wrote(ago, answered=answered)
    assert is_due_to_learn()

    experience = learn_from_the_past()

    assert experience.promises == 4
    assert not is_due_to_learn()
    assert {(one.lead, one.was_broken) for one in Foreseen.objects.all()} >= {(30, False), (30, True)}
    assert all(one.is_rehearsed for one in Foreseen.objects.all())


def test_a_rehearsal_does_not_overwrite_what_was_said_at_the_time(wrote, rani):
    ticket = wrote(35)
    foresee()
    said = said_of(ticket).get()
    Foreseen.objects.update(chance=0.123)
    a_reply(ticket, agent=rani)
    work_off()

    learn_from_the_past()

    said.refresh_from_db()
    assert (said.chance, said.is_rehearsed) == (0.123, False)


def test_the_next_look_goes_by_what_was_learned(wrote):
    for ago in range(300, 200, -10):
        wrote(ago, answered=ago - 100)  # all of them late
    ticket = wrote(40)
    learn_from_the_past()

    foresee()

    promise = next(one for one in Outlook.objects.get().promises if one["ticket"] == ticket.pk)
    assert promise["sight"]["slow"] > 0.7
    assert promise["chance"] > 0.6
    assert Outlook.objects.get().experience == Experience.objects.get()


class TestPages:
    def test_the_board_and_its_page_say_what_is_likely(self, wrote, client, dimas):
        ticket = wrote(35)
        foresee()
        client.force_login(dimas)

        board = client.get(reverse("board:show")).content.decode()
        page = client.get(reverse("board:forecast")).content.decode()

        assert "fc-bars" in board
        assert reverse("tickets:ticket", args=[ticket.pk]) in page
        assert "0 stand before it" in page

    def test_nobody_reads_of_another_team(self, wrote, client):
        ticket = wrote(35)
        foresee()
        client.force_login(a_supervisor(a_team()))

        page = client.get(reverse("board:forecast")).content.decode()

        assert reverse("tickets:ticket", args=[ticket.pk]) not in page
        assert "Orders" not in page

    def test_the_record_counts_what_was_said_and_what_came(self, wrote, client, dimas):
        wrote(35), wrote(34)
        foresee()
        Foreseen.objects.filter(pk=Foreseen.objects.first().pk).update(was_broken=True, chance=0.9)
        Foreseen.objects.exclude(was_broken=True).update(was_broken=False, chance=0.2)
        client.force_login(dimas)

        page = client.get(reverse("board:forecast-record")).content.decode()

        assert "fc-plot" in page
        assert "100%" in page
        assert "1 of 1" in page

    def test_without_a_forecast_the_board_says_when_one_comes(self, client, dimas):
        client.force_login(dimas)

        assert "within a minute" in client.get(reverse("board:show")).content.decode()
        assert client.get(reverse("board:forecast")).status_code == 200
        assert client.get(reverse("board:forecast-record")).status_code == 200
