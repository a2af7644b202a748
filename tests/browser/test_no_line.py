"""Without a line to the server: said once, in words that fit, and what says it can be closed."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live, row
from tests.builders import a_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_is_said_once_that_the_text_is_kept(look, rani, team):
    ticket, other = a_ticket(team=team, assignee=rani), a_ticket(team=team)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.route("**/tickets/**", lambda route: route.abort())
    page.get_by_label("Your message").fill("Kami kirim besok")

    page.get_by_label("Your message").press("Control+Enter")

    unreachable = "The server cannot be reached. Try again in a moment."
    expect(page.locator("[data-say]")).to_have_text(f"Not sent. Your text is kept. {unreachable}")
    row(page, other).get_by_role("link").click()
    expect(page.locator(".toast span")).to_have_text(unreachable)
    page.locator(".toast").get_by_role("button", name="Close").click()
    expect(page.locator(".toast")).to_have_count(0)
    look.wrong.clear()  # the browser logs what was cut off
