"""Beside a ticket: what was guessed, how sure, by which words; a click agrees or says something else."""

import json

import pytest
from django.urls import reverse

from events.models import Event
from routing.guess_panel import telling
from routing.guessing.texts import texts_of
from routing.models import Threshold
from tests.builders import a_team, a_ticket, an_agent, an_auditor
from tests.routing.guessing.taught import SURE, UNSURE, categories, looked_at
from tickets.models import Category

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def rani(team, client):
    rani = an_agent(team, language="en")
    client.force_login(rani)
    return rani


@pytest.fixture
def panel(client, rani):
    def read(ticket):
        answer = client.get(reverse("routing:why", args=[ticket.pk]))
        return " ".join(answer.content.decode().split())

    return read


@pytest.fixture
def sure(version, team):
    categories()
    return looked_at(a_ticket(team=team, text=SURE))


@pytest.fixture
def unsure(version, team):
    categories()
    Threshold.objects.create(subject="category", percent=99)
    return looked_at(a_ticket(team=team, text=UNSURE))


def category_of(key):
    return Category.objects.get(key=key)


def says(client, ticket, category):
    """The ticket as it is then, and what its toast would take back."""
    address = reverse("tickets:category", args=[ticket.pk])
    said = {"to": category.pk, "version": ticket.version}
    answer = client.post(address, said, headers={"HX-Request": "true"})
    ticket.refresh_from_db()
    return ticket, json.loads(answer.headers["HX-Trigger"])["say"]


def takes_back(client, ticket, toast):
    client.post(toast["undo"], toast["undo_with"], headers={"HX-Request": "true"})
    ticket.refresh_from_db()
    return ticket


def test_the_panel_says_what_was_guessed_and_by_which_words(sure, panel):
    shown = panel(sure)

    assert "Topic <b>Refund</b>" in shown
    assert "“refund”" in shown
    assert "%</span></li>" in shown


def test_only_words_that_tell_something_are_named():
    assert telling(["kak.", "me", "uang", "“refund”,", "and"]) == ["uang", "refund"]


def test_agreeing_makes_it_what_a_person_said(sure, panel, client, rani):
    ticket, toast = says(client, sure, sure.category)

    assert ticket.guessed == []
    assert not toast["undo"]  # there is nothing to take back
    assert Event.objects.filter(ticket_id=ticket.pk, kind="ticket.guess_confirmed", actor_id=rani.pk).exists()
    assert "That is right" not in panel(ticket)


def test_another_topic_is_one_click_away(sure, client, panel):
    other = category_of("delivery")
    assert f'value="{other.pk}"' in panel(sure)

    ticket, _toast = says(client, sure, other)

    assert (ticket.category, ticket.guessed) == (other, [])


def test_taken_back_a_guess_is_a_guess_again_and_teaches_nothing(sure, client, rani):
    ticket, toast = says(client, sure, category_of("delivery"))

    ticket = takes_back(client, ticket, toast)

    assert (ticket.category, ticket.guessed) == (category_of("refund"), ["category"])
    texts = texts_of("category")
    assert [*texts.learned, *texts.held_out] == []


def test_taken_back_what_was_to_sort_is_to_sort_again(unsure, client, rani):
    ticket, toast = says(client, unsure, category_of("refund"))
    assert not ticket.is_to_sort

    ticket = takes_back(client, ticket, toast)

    assert (ticket.category, ticket.is_to_sort) == (None, True)


def test_where_it_was_not_sure_the_panel_asks(unsure, panel):
    shown = panel(unsure)

    assert "What is this about?" in shown
    assert "Refund" in shown
    assert "Delivery" in shown


def test_what_is_to_sort_has_a_list_until_somebody_has_sorted_it(unsure, client, rani):
    def listed():
        page = client.get(reverse("tickets:inbox"), {"view": "to_sort"}).content.decode()
        return reverse("tickets:ticket", args=[unsure.pk]) in page, client.get(
            reverse("tickets:counts")
        ).json()["counts"]

    is_there, counts = listed()
    assert (is_there, counts["to_sort"], counts["to_sort/unassigned"]) == (True, 1, 1)

    says(client, unsure, category_of("refund"))

    assert listed()[0] is False


def test_who_only_reads_sees_the_guess_without_buttons(sure, client, team):
    client.force_login(an_auditor(language="en"))

    shown = client.get(reverse("routing:why", args=[sure.pk])).content.decode()

    assert "Refund" in shown
    assert "<button" not in shown


def test_mood_and_urgency_are_changed_by_hand_and_back_again(sure, client, rani):
    address = reverse("tickets:impression", args=[sure.pk, "urgency"])

    answer = client.post(address, {"to": "high", "version": sure.version}, headers={"HX-Request": "true"})

    sure.refresh_from_db()
    assert sure.urgency == "high"
    assert "At once" in answer.content.decode()
    client.post(address, {"to": "", "version": sure.version}, headers={"HX-Request": "true"})
    sure.refresh_from_db()
    assert sure.urgency == ""
    assert "Urgency removed" in client.get(reverse("tickets:ticket", args=[sure.pk])).content.decode()
    assert client.post(address, {"to": "sooner"}, headers={"HX-Request": "true"}).status_code == 400
