"""What is taken back stays unsaid, and a page says "taken back" of nothing else."""

import re

import pytest

from tests.tickets.views.problems.announcing import an_incident, outcome_of, send, the_announcement, work
from tickets.models import Announced, Delivery, Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def given_up(client, problem):
    """One of two whose answer has failed too often."""
    row, other = an_incident(problem), an_incident(problem)
    send(client, problem)
    Announced.objects.filter(ticket=row).update(state="dead")
    work()
    Delivery.objects.filter(message__ticket=other).update(attempts=1)
    return row


def take_back(client):
    return client.post(f"/announcements/{the_announcement().pk}/taking-back/", follow=True).content.decode()


def test_what_was_given_up_is_not_sent_by_who_tries_it_again(client, given_up):
    assert "1 answer taken back" in take_back(client)

    Announced.objects.dead().retry()
    work()

    assert outcome_of(given_up) == "taken_back"
    assert not Message.objects.filter(ticket=given_up, author_kind="agent").exists()


def test_what_was_given_up_stands_first_and_nothing_is_asked_again_and_again(client, given_up):
    html = client.get(f"/announcements/{the_announcement().pk}/").content.decode()

    assert "Given up after many tries" in re.findall(r"<tr>.*?</tr>", html, re.S)[1]
    assert 'hx-trigger="every 2s"' not in html
    assert "Take back" in html


def test_who_comes_too_late_is_not_told_that_it_was_taken_back(client, problem):
    an_incident(problem)
    send(client, problem)
    work()
    Delivery.objects.update(attempts=1)

    html = take_back(client)

    assert "Nothing of it can be taken back any more." in html
    assert "Taken back at" not in html
    assert the_announcement().taken_back_at is None
