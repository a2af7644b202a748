"""What was learned looks at a new ticket, and what is sure is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import actors
from events.models import Event
from routing.guessing import serving
from routing.models import Clock, Decision, Guess
from routing.offers import drain
from tests.builders import (
    a_policy,
    a_rule,
    a_team,
    a_ticket,
    an_agent,
    office_hours,
    work_off,
)
from tests.routing.guessing.taught import SURE, categories, looked_at, put_in_use
from tests.routing.routed import MENTIONS_REFUND
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.save_category import change_category

pytestmark = pytest.mark.django_db


def test_a_sure_guess_sorts_the_ticket_and_says_so(version):
    refund = categories()["refund"]

    ticket = looked_at(a_ticket(text=SURE))

    assert (ticket.category, ticket.guessed, ticket.is_to_sort) == (refund, ["category"], False)


def test_it_goes_to_the_team_of_its_category_before_anybody_gets_it(version):
    door, cashiers = a_team(), a_team()
    an_agent(door, available=True)
    cashier = an_agent(cashiers, available=True)
    categories(refund=cashiers)
    ticket = a_ticket(team=door, text=SURE)

    ticket = looked_at(ticket)
    drain(door.pk)
    drain(cashiers.pk)

    ticket.refresh_from_db()
    assert (ticket.team, ticket.assignee) == (cashiers, cashier)


def test_what_another_function_is_asked_is_not_guessed_about(version):
    categories()

    child = looked_at(an_escalation(a_ticket(text="Halo"), text=SURE))

    assert not Guess.objects.filter(ticket=child).exists()
    assert (child.category, child.guessed, child.is_to_sort) == (None, [], False)


def test_every_guess_is_kept_with_its_version_confidence_and_words(version):
    categories()

    ticket = looked_at(a_ticket(text=SURE))

    [said] = Decision.objects.get(ticket=ticket, kind="guess").candidates
    assert (said["version"], said["label"], said["is_set"]) == (version.pk, "refund", True)
    assert said["confidence"] > 0.6
    assert {word for word, _ in said["words"]} & {"refund", "uang", "money"}


def test_what_a_rule_said_stays(version):
    delivery = categories()["delivery"]
    a_rule(MENTIONS_REFUND, {"do": "set_category", "to": "delivery"})

    ticket = looked_at(a_ticket(text=SURE))

    assert (ticket.category, ticket.guessed) == (delivery, [])


def test_rules_about_its_category_look_again(version):
    categories()
    a_rule({"kind": "category", "op": "equals", "value": "refund"}, {"do": "add_tag", "to": "money"})

    ticket = looked_at(a_ticket(text=SURE))

    assert [tag.name for tag in ticket.tags.all()] == ["money"]


def test_rules_about_the_mood_look_again(moods, db):
    put_in_use(moods, subject="sentiment")
    a_rule({"kind": "sentiment", "op": "equals", "value": "negative"}, {"do": "add_tag", "to": "upset"})

    ticket = looked_at(a_ticket(text="Saya kecewa sekali, pelayanannya paling buruk"))

    assert (ticket.sentiment, [tag.name for tag in ticket.tags.all()]) == ("negative", ["upset"])


def test_its_promise_is_that_of_its_category(version):
    categories()
    asked = {"kind": "category", "op": "equals", "value": "refund"}
    policy = a_policy(calendar=office_hours(), minutes={"first_response": 30}, conditions=asked)
    a_policy(calendar=office_hours(), minutes={"first_response": 240})

    ticket = looked_at(a_ticket(text=SURE))

    running = Clock.objects.filter(ticket=ticket, metric="first_response", stopped_at=None)
    assert [clock.policy for clock in running] == [policy]


def test_nobody_gets_a_ticket_while_it_is_being_guessed_at(version):
    team = a_team()
    an_agent(team, available=True)
    categories()
    ticket = a_ticket(team=team, text=SURE)
    work_off()

    assert drain(team.pk) == 0
    Guess.objects.update(holds_until=ticket.created_at)  # whoever learns is down
    assert drain(team.pk) == 1


def test_a_mood_alone_keeps_no_ticket_waiting(moods, db):
    put_in_use(moods, subject="sentiment")
    team = a_team()
    an_agent(team, available=True)
    a_ticket(team=team, text=SURE)
    work_off()

    assert (Guess.objects.count(), drain(team.pk)) == (1, 1)


def test_then_it_is_offered_at_once_to_the_team_that_it_has_now(version, monkeypatch):
    nudged = []
    monkeypatch.setattr(serving, "nudge", lambda task, *given: nudged.append((task.name, given)))
    cashiers = a_team()
    categories(refund=cashiers)

    looked_at(a_ticket(team=a_team(), text=SURE))

    assert nudged == [("routing.tasks.drain_team", (str(cashiers.pk),))]


def test_after_a_long_while_rules_change_nothing_under_the_hands_of_people(version):
    """The learner was down, and people have worked on the ticket since."""
    categories()
    a_rule({"kind": "category", "op": "equals", "value": "refund"}, {"do": "add_tag", "to": "money"})
    ticket = a_ticket(text=SURE, at=timezone.now() - timedelta(hours=3))

    ticket = looked_at(ticket)

    assert (ticket.category.key, ticket.tags.count()) == ("refund", 0)


def test_a_category_that_was_switched_off_is_not_set_and_nothing_says_so(version):
    change_category(categories()["refund"], by=actors.SYSTEM, is_active=False)

    ticket = looked_at(a_ticket(text=SURE))

    assert (ticket.category, ticket.is_to_sort) == (None, True)
    assert Event.objects.get(ticket_id=ticket.pk, kind="ticket.guessed").data["set"] == []
