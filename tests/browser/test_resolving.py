"""No ticket is resolved over a reply that nobody sent."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import until
from tests.browser.pages import live
from tests.builders import a_ticket
from tickets.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ticket(team, rani):
    return a_ticket(team=team, assignee=rani)


def begins(page, text):
    page.get_by_label("Your message").fill(text)
    page.get_by_label("Your message").press("Escape")


def test_resolving_asks_about_a_reply_that_was_not_sent(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    begins(page, "Kami kirim besok")

    page.keyboard.press("Shift+R")

    notice = page.locator("[data-say]")
    expect(notice).to_contain_text("Your reply is not sent.")
    notice.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Your message")).to_be_focused()
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim besok")
    ticket.refresh_from_db()
    assert ticket.is_active
    page.locator("#head").get_by_role("button", name="Resolve").click()
    notice.get_by_role("button", name="Send and resolve").click()
    expect(page.locator("#timeline")).to_contain_text("Kami kirim besok")
    expect(page.locator("#head")).to_contain_text("Resolved")


def test_a_reply_that_is_not_sent_outlives_the_resolving_on_a_phone(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/", width=390))
    begins(page, "Kami kirim besok")

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Resolve").click()
    page.get_by_role("button", name="Resolve without sending").click()

    expect(page.locator("#head")).to_contain_text("Resolved")
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim besok")
    until(page, lambda: Draft.objects.filter(ticket=ticket, text="Kami kirim besok"))


def test_a_reply_is_sent_and_resolves_on_a_phone(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/", width=390))
    begins(page, "Sudah dikirim")

    page.get_by_role("button", name="Send and resolve").click()

    expect(page.locator("#timeline")).to_contain_text("Sudah dikirim")
    expect(page.locator("#head")).to_contain_text("Resolved")
