"""The session has ended while somebody wrote: said by the next save, with the way back in."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import clocked
from tests.builders import a_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_save_that_finds_nobody_signed_in_says_so_and_leads_to_signing_in(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = clocked(look(rani, f"/tickets/{ticket.pk}/"))
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("Your message").fill("Kami kirim besok")

    page.clock.fast_forward(6000)

    expect(page.locator("[data-saved]")).to_contain_text("You are signed out.")
    expect(page.locator("#connection")).to_contain_text("You are signed out.")
    look.wrong.clear()  # the browser logs the 401
    page.get_by_label("Your message").press("Control+Enter")
    expect(page.locator("[data-say]")).to_contain_text("You are signed out.")
    look.wrong.clear()  # and again
    page.locator("[data-saved]").get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(re.compile(rf"/login/\?next=/tickets/{ticket.pk}/$"))
