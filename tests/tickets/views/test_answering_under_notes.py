import re
from uuid import uuid4

import pytest

from tests.builders import a_note, a_ticket, receives
from tests.tickets.views.conftest import FETCH
from tickets.views.ticket_parts import PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(team):
    ticket = a_ticket(team=team)
    for number in range(PAGE + 1):
        a_note(ticket, text=f"Note {number}")
    return ticket


def answer(client, ticket, seen):
    form = {"text": "Kami kirim", "client_key": uuid4(), "seen_message_id": seen}
    return client.post(f"/tickets/{ticket.pk}/replies/", form, headers=FETCH)


def seen_on(page: str) -> str:
    [in_form] = re.findall(r'name="seen_message_id" value="(\d*)"', page)
    [in_timeline] = re.findall(r'data-last-message="(\d*)"', page)
    assert in_form == in_timeline
    return in_form


def test_a_ticket_whose_page_holds_only_notes_can_be_answered(client, ticket):
    seen = seen_on(client.get(f"/tickets/{ticket.pk}/").content.decode())

    assert answer(client, ticket, seen).status_code == 201


def test_and_what_the_customer_wrote_since_is_still_shown_first(client, ticket):
    seen = seen_on(client.get(f"/tickets/{ticket.pk}/").content.decode())
    receives(ticket)

    assert answer(client, ticket, seen).status_code == 409
