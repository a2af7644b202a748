"""What would help the nearest ticket stands above the ladder, with a reason, and one click does it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from events import actors
from people.actions.save_shift import set_shift
from people.actions.set_presence import choose_presence
from routing.models import Outlook
from routing.outlook.foresee import foresee
from tests.builders import an_agent
from tests.routing.board.stepping_in import now_of, undo_of

pytestmark = pytest.mark.django_db

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture
def bagas(team):
    return an_agent(team, available=True, name="Bagas Wirawan", capacity=5)


@pytest.fixture
def board(client, dimas):
    client.force_login(dimas)

    def read():
        cache.clear()
        return client.get(reverse("board:show")).content.decode()

    return read


def advice_in(page):
    found = re.search(r'<form class="lad-x".*?</form>', page, re.DOTALL)
    return found[0] if found else ""


def test_nothing_is_advised_while_who_has_it_is_there(board, ticket, bagas):
    assert advice_in(board()) == ""


def test_who_is_away_is_named_and_who_has_room_is_offered(board, ticket, rani, bagas):
    choose_presence(rani, "break")

    advice = advice_in(board())

    assert "Rani Puspita: On a break" in advice
    assert "Bagas Wirawan is available and has room for 5 more" in advice


def test_one_click_does_it_and_one_takes_it_back(board, ticket, rani, bagas, client):
    choose_presence(rani, "break")
    advice = advice_in(board())
    fields = dict(re.findall(r'name="(version|to)" value="(\d+)"', advice))

    answer = client.post(
        reverse("board:assignment", args=[ticket.pk]), fields, headers={"HX-Request": "true"}
    )
    assert now_of(ticket).assignee == bagas

    client.post(undo_of(answer))
    assert now_of(ticket).assignee == rani


def test_nobody_is_offered_who_is_full_or_of_another_team(board, ticket, rani, bagas):
    choose_presence(rani, "break")
    type(bagas).objects.filter(pk=bagas.pk).update(capacity=0)
    an_agent(available=True)

    assert advice_in(board()) == ""


def test_who_is_there_out_of_their_shift_is_marked_and_not_offered(board, ticket, rani, bagas):
    choose_presence(rani, "break")
    another_day = DAYS[(timezone.now() + timedelta(days=3)).weekday()]
    set_shift(bagas, hours={another_day: [["09:00", "10:00"]]}, by=actors.SYSTEM)

    page = board()

    assert advice_in(page) == ""
    marked = re.findall(r'<li class="ag" id="ag-(\d+)">(?:(?!</li>).)*outside their shift', page, re.DOTALL)
    assert marked == [str(bagas.pk)]


def test_the_forecast_says_how_likely_it_is_late(board, ticket, rani, bagas):
    choose_presence(rani, "break")
    foresee()

    assert "Likely late as it stands:" in advice_in(board())


def test_figures_show_how_the_last_hour_went(board, ticket, rani):
    now = timezone.now()
    for ago in range(58, 0, -1):
        at = now - timedelta(minutes=ago)
        figures = {str(ticket.team_id): [9 if ago < 20 else 3, 60, 0, 0, 0, 0]}
        Outlook.objects.create(minute=at, made_at=at, until=at, figures=figures)

    page = board()

    assert 'class="spark' in page
    assert "6 more than an hour ago" in page


def test_nothing_is_said_of_an_hour_ago_that_nobody_knows(board, ticket):
    now = timezone.now()
    for ago in (20, 15, 10, 5, 1):
        at = now - timedelta(minutes=ago)
        Outlook.objects.create(minute=at, made_at=at, until=at, figures={"0": [ago, 0, 0, 0, 0, 0]})

    assert "an hour ago" not in board()
