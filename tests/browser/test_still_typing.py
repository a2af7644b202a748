"""Who sends a word too early goes on typing: into nothing, and nothing happens by it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import clocked
from tests.builders import a_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_on_after_sending_is_no_key_until_the_hands_rest(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = clocked(look(rani, f"/tickets/{ticket.pk}/"))
    area = page.get_by_label("Your message")
    area.fill("Kami kirim besok. ")
    page.clock.pause_at(timezone.now() + timedelta(minutes=1))
    area.press("Control+Enter")
    expect(page.locator("#log")).to_be_focused()

    page.keyboard.type("Regards, Rani")

    page.clock.resume()
    expect(page.locator("#timeline")).to_contain_text("Kami kirim besok.")
    expect(area).to_have_value("")
    expect(page.locator("#assign-menu")).to_be_hidden()
    ticket.refresh_from_db()
    assert ticket.is_active
    page.clock.fast_forward(700)
    page.keyboard.press("n")
    expect(page.get_by_role("tab", name="Note")).to_have_attribute("aria-selected", "true")
