"""One agent writes on one ticket in two windows."""

import json
from uuid import uuid4

import pytest

from tests.builders import a_ticket
from tests.tickets.views.conftest import FETCH
from tickets.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(team):
    return a_ticket(team=team)


def save(client, ticket, text, version):
    body = json.dumps({"text": text, "version": version})
    url = f"/tickets/{ticket.pk}/draft/reply/"
    return client.put(url, body, content_type="application/json", headers=FETCH)


def test_what_was_sent_in_another_window_is_no_draft_again(client, ticket):
    version = save(client, ticket, "Kami kirim", 0).json()["version"]
    form = {"text": "Kami kirim", "client_key": uuid4(), "confirm": "1"}
    assert client.post(f"/tickets/{ticket.pk}/replies/", form, headers=FETCH).status_code == 201

    answer = save(client, ticket, "Kami kirim.", version)

    assert answer.status_code == 409
    assert answer.json()["version"] == 0
    assert "sent this draft" in answer.json()["error"]
    assert not Draft.objects.exists()


def test_nor_what_was_thrown_away(client, ticket):
    version = save(client, ticket, "Kami kirim", 0).json()["version"]
    client.delete(f"/tickets/{ticket.pk}/draft/reply/", headers=FETCH)

    assert save(client, ticket, "Kami kirim.", version).status_code == 409
    assert not Draft.objects.exists()


def test_who_keeps_it_begins_a_new_one(client, ticket):
    version = save(client, ticket, "Kami kirim", 0).json()["version"]
    client.delete(f"/tickets/{ticket.pk}/draft/reply/", headers=FETCH)
    refused = save(client, ticket, "Kami kirim.", version).json()

    assert save(client, ticket, "Kami kirim.", refused["version"]).json() == {"version": 1}
