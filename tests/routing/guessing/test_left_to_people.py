"""What a guess does not decide: the unsure, the strange, and what nothing was learned of."""

from dataclasses import replace

import pytest

from routing.models import Decision, Guess, Threshold
from tests.builders import (
    a_ticket,
    an_admin,
    receives,
)
from tests.routing.guessing.taught import SURE, UNSURE, categories, looked_at, put_in_use

pytestmark = pytest.mark.django_db


def test_an_unsure_guess_is_left_to_a_person(version):
    categories()
    Threshold.objects.create(subject="category", percent=99)

    ticket = looked_at(a_ticket(text=UNSURE))

    assert (ticket.category, ticket.is_to_sort) == (None, True)
    [said] = Decision.objects.get(ticket=ticket, kind="guess").candidates
    assert {said["label"], said["others"][0][0]} == {"delivery", "refund"}
    assert said["is_set"] is False


def test_what_is_strange_is_left_to_a_person_however_sure_it_seems(learned, client):
    put_in_use(replace(learned, least_familiar=0.0))
    categories()

    ticket = looked_at(a_ticket(text=SURE))

    assert (ticket.category, ticket.is_to_sort) == (None, True)
    [said] = Decision.objects.get(ticket=ticket, kind="guess").candidates
    assert said["confidence"] > 0.6
    assert said["is_strange"] is True
    client.force_login(an_admin(language="en"))
    panel = client.get(f"/routing/tickets/{ticket.pk}/why/").content.decode()
    assert "Nothing that was learned is much like it." in panel


def test_where_nothing_was_learned_nothing_is_owed(db):
    categories()

    ticket = looked_at(a_ticket(text=SURE))

    assert (Guess.objects.count(), ticket.is_to_sort) == (0, False)


def test_switched_off_it_looks_at_nothing(version):
    categories()
    Threshold.objects.create(subject="category", percent=60, is_on=False)

    looked_at(a_ticket(text=SURE))

    assert not Guess.objects.exists()


def test_a_machine_is_no_matter_to_sort(version):
    categories()

    looked_at(receives(text=SURE, is_auto_reply=True).ticket)

    assert not Guess.objects.exists()
