"""The page of thanks, and who is shown the number of the ticket."""

from __future__ import annotations

from django.core.cache import cache

from channels_in.models import Receipt
from people.models import Company
from tests.channels_in.form.visitor import a_form, send
from tests.channels_in.mails import work
from tickets.models import Ticket


def test_the_thanks_page_shows_the_number_as_soon_as_there_is_one(client, form):
    place = send(client, form)["Location"]
    before = client.get(place).content.decode()
    work()
    after = client.get(place).content.decode()

    number = f"{Company.current().ticket_prefix}-{Ticket.objects.get().pk}"
    assert 'http-equiv="refresh"' in before
    assert number not in before
    assert number in after
    assert 'http-equiv="refresh"' not in after


def test_the_number_is_shown_to_nobody_else(client, form):
    send(client, form)
    work()
    number = f"{Company.current().ticket_prefix}-{Ticket.objects.get().pk}"

    for forged in ("", "?r=1", f"?r={Receipt.objects.get().pk}:x:y"):
        assert number not in client.get(f"/forms/{form.token}/thanks/{forged}").content.decode()


def test_the_number_is_not_shown_when_the_form_may_not(client, db):
    cache.clear()
    form = a_form(shows_reference=False)
    place = send(client, form)["Location"]
    work()

    page = client.get(place).content.decode()
    assert f"-{Ticket.objects.get().pk}</b>" not in page
    assert 'http-equiv="refresh"' not in page
