"""What the sheet says of what was typed, and of a sheet that was sent before."""

from uuid import uuid4

import pytest

from tests.tickets.views.problems.announcing import TEXTS, an_incident, seen_on, send, sheet
from tickets.models import Announcement, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_all_that_is_wrong_is_said_at_once(client, problem):
    an_incident(problem, language="id")
    an_incident(problem, language="en")

    answer = send(client, problem, **{"text-id": "Halo {{ customer.nam }}", "text-en": ""})

    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Nothing is filled in for “{{ customer.nam }}”" in html
    assert "Write the text in English." in html


def test_the_same_click_again_shows_what_came_of_the_first(client, problem):
    an_incident(problem)
    seen, key = seen_on(sheet(client, problem)), uuid4()

    first = send(client, problem, seen=seen, client_key=key)
    again = send(client, problem, seen=seen, client_key=key)

    assert first.headers["Location"] == again.headers["Location"]
    assert Announcement.objects.count() == 1


@pytest.mark.parametrize("changed", [{"text-id": "Kami masih mencari sebabnya."}, {"resolves": "on"}])
def test_who_goes_back_and_changes_it_is_told_that_it_went_out_as_it_was(client, problem, changed):
    an_incident(problem)
    seen, key = seen_on(sheet(client, problem)), uuid4()
    send(client, problem, seen=seen, client_key=key)

    answer = send(client, problem, seen=seen, client_key=key, **changed)

    assert answer.status_code == 422
    assert "From this sheet other words went out already." in answer.content.decode()
    assert Announcement.objects.get().texts["id"] == TEXTS["text-id"]


def test_who_wrote_about_it_twice_is_counted_as_one_customer(client, problem):
    first, second = an_incident(problem), an_incident(problem)
    Ticket.objects.filter(pk=second.pk).update(customer=first.customer)

    html = sheet(client, problem)

    assert "For 1 customer." in html
    assert "<b>2</b> incidents are answered" in html
