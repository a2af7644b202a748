import json

import pytest

from tests.tickets.views.asking import post
from tests.tickets.views.conftest import FETCH, SCRIPT

pytestmark = pytest.mark.django_db


def test_resolving_offers_to_undo(client, ticket):
    answer = post(client, ticket, "resolution", version=ticket.version)

    ticket.refresh_from_db()
    assert ticket.status == "resolved"
    undo = json.loads(answer.headers["HX-Trigger"])["say"]["undo"]
    client.post(undo, headers=FETCH)
    ticket.refresh_from_db()
    assert ticket.status == "new"
    assert "Resolving was undone" in client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()


def test_reopening_by_deleting_the_resolution(client, ticket):
    post(client, ticket, "resolution")

    client.delete(f"/tickets/{ticket.pk}/resolution/", headers=SCRIPT)

    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_a_form_without_script_reopens_too(client, ticket):
    post(client, ticket, "resolution", script=False)

    answer = post(client, ticket, "resolution", script=False, _method="delete")

    assert answer.status_code == 302
    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_on_hold_and_off_again(client, ticket):
    post(client, ticket, "hold")
    ticket.refresh_from_db()
    assert ticket.status == "on_hold"

    post(client, ticket, "hold", _method="delete")
    ticket.refresh_from_db()
    assert ticket.status == "open"
