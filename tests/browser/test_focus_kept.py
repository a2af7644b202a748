"""Who works by keys is where they were after what they did."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.pages import live
from tests.builders import a_customer, a_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_who_hides_the_panel_that_they_are_in_goes_on_at_the_messages(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.locator("#fact-priority").focus()

    page.keyboard.press(".")

    expect(page.locator(".pane-side")).to_be_hidden()
    expect(page.locator("[data-behaviour~=timeline]")).to_be_focused()


def test_who_has_searched_stands_before_what_was_found(look, rani, team):
    customer = a_customer(f"sari{team.pk}@example.test", name=f"Sari Dewi {team.pk}")
    a_ticket(team=team, customer=customer)
    page = look(rani, reverse("tickets:customers"))
    page.keyboard.press("/")
    page.keyboard.type(f"Sari Dewi {team.pk}")
    page.keyboard.press("Enter")

    found = page.get_by_role("link", name=f"Sari Dewi {team.pk}").first
    expect(found).to_be_visible()
    expect(page.locator("#find")).to_be_focused()
    for _ in range(3):  # the button, what scrolls, the first that was found
        page.keyboard.press("Tab")
    expect(found).to_be_focused()
