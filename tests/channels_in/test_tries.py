"""What was tried with a message that did not get through: by outcome, with its time, counted as listed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.builders import a_reply, a_team, a_ticket, an_agent
from tests.channels_in.undeliverable import LIST
from tickets.actions.record_delivery import mark_bounced, mark_failed, mark_sent, note_try
from tickets.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def client(signed_in_as, team):
    return signed_in_as(an_agent(team))


@pytest.fixture
def delivery(team):
    return a_reply(a_ticket(team=team)).delivery


def page(client) -> str:
    return " ".join(client.get(LIST).content.decode().split())


def tries_in(html: str) -> list[tuple[str, str]]:
    listed = re.search(r'<ol class="tries">(.*?)</ol>', html).group(1)
    return re.findall(r'icons.svg#([\w-]+)"/></svg><span>(.*?)</span>', listed)


def test_what_was_handed_over_and_came_back_is_one_try_that_worked(client, delivery):
    mark_sent(delivery, at=timezone.now() - timedelta(hours=1))
    mark_bounced(delivery, reason="no_such_address")

    html = page(client)

    assert tries_in(html)[:2] == [
        ("circle-x", "Came back: This address does not exist."),
        ("circle-check", "Handed over"),
    ]
    assert 'data-label="Tries">1<' in html


def test_each_try_has_its_time(client, delivery):
    at = timezone.now() - timedelta(hours=30)
    note_try(delivery, reason="timeout", at=at)
    mark_failed(delivery, reason="refused")

    html = page(client)

    assert f'datetime="{at.isoformat()}"' in html
    assert 'data-label="Tries">2<' in html


def test_an_address_that_does_not_exist_leads_to_where_it_is_corrected(client, delivery):
    mark_failed(delivery, reason="no_such_address")

    there = reverse("tickets:ticket", args=[delivery.message.ticket_id])
    assert f'href="{there}#elsewhere-{delivery.pk}">Correct the address' in page(client)
    assert f'id="elsewhere-{delivery.pk}"' in client.get(there).content.decode()


def test_the_next_try_is_said_by_its_moment(client, delivery):
    note_try(delivery, reason="timeout")
    Delivery.objects.update(attempts=1, due_at=timezone.now() + timedelta(hours=3))

    html = page(client)

    said = re.search(r'data-label="Next try">(.*?)<', html).group(1)
    assert re.fullmatch(r"\d+ \w+, \d\d\.\d\d", said)


def test_what_is_sent_again_by_hand_goes_now_and_the_list_looks_again(client, delivery):
    mark_failed(delivery, reason="timeout")
    assert "every 5s" not in page(client)

    client.post(reverse("undeliverable:retries"))

    html = page(client)
    assert 'data-label="Next try">now<' in html
    assert "Something went wrong" not in html
    assert "every 5s" in html
