"""Whoever signs out leaves nothing behind on the machine, and loses nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live
from tests.builders import a_ticket
from tickets.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT_HERE = "Object.keys(localStorage).filter(key => key.startsWith('draft.'))"


@pytest.fixture
def ticket(team, rani):
    return a_ticket(team=team, assignee=rani)


@pytest.fixture
def page(look, rani, ticket):
    return live(look(rani, f"/tickets/{ticket.pk}/"))


def sign_out(page):
    page.locator(".me").click()
    page.get_by_role("menuitem", name="Sign out").click()


def test_what_was_typed_just_before_is_saved(page, ticket):
    page.get_by_label("Your message").fill("Baru saja")

    sign_out(page)

    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert Draft.objects.get(ticket=ticket).text == "Baru saja"
    assert page.evaluate(KEPT_HERE) == []


def test_what_was_typed_on_another_ticket_without_a_connection_is_saved(look, page, ticket):
    page.route("**/draft/**", lambda route: route.abort())
    page.get_by_label("Your message").fill("Waktu putus")
    page.goto("/")
    live(page)
    page.unroute_all()

    sign_out(page)

    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert Draft.objects.get(ticket=ticket).text == "Waktu putus"
    look.wrong.clear()  # the browser logs what was cut off


def test_what_cannot_be_saved_is_named_and_stays_until_its_agent_is_back(look, rani, page, ticket):
    page.route("**/draft/**", lambda route: route.abort())
    page.get_by_label("Your message").fill("Waktu putus")

    sign_out(page)

    toast = page.locator(".toast")
    expect(toast).to_contain_text(f"NL-{ticket.pk}")
    toast.get_by_role("button", name="Sign out all the same").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert page.evaluate(KEPT_HERE) == [f"draft.{rani.pk}.{ticket.pk}.reply"]
    look.wrong.clear()  # the browser logs what was cut off
