"""Who has no mouse chooses the channel of a reply, and sees where they are beside it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live
from tests.builders import a_channel, a_customer, a_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(look, rani, team):
    customer = a_customer(f"sari{team.pk}@example.test", name="Sari Dewi")
    a_channel(name=f"The other mailbox {team.pk}")
    ticket = a_ticket(team=team, assignee=rani, customer=customer)
    return live(look(rani, f"/tickets/{ticket.pk}/"))


def walks_to(page, key, place):
    for _ in range(200):
        if place.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError("the key does not lead there")


def test_the_channel_of_a_reply_is_chosen_by_keys_alone(page, team):
    page.keyboard.press("r")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.press("Control+j")
    expect(page.locator("[id^=ways-] .opt").first).to_be_focused()

    page.keyboard.press("Escape")
    expect(page.locator("[id^=ways-]")).to_be_hidden()
    expect(page.locator("#composer-text")).to_be_focused()

    page.keyboard.press("Control+j")
    expect(page.locator("[id^=ways-] .opt").first).to_be_focused()
    walks_to(page, "ArrowDown", page.locator("[id^=ways-] .opt", has_text=f"The other mailbox {team.pk}"))
    page.keyboard.press("Enter")
    chosen = page.locator("#reply-to .chan")
    expect(chosen).to_have_attribute("aria-label", re.compile(f"Reply by: The other mailbox {team.pk}, to "))


def test_the_paperclip_shows_that_the_keys_are_there_and_lets_letters_be_keys(page):
    page.keyboard.press("r")
    walks_to(page, "Tab", page.locator("[data-attach]"))
    clip = page.locator("label:has(> [data-attach])")
    assert clip.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"

    page.keyboard.press("n")
    expect(page.locator("#composer")).to_have_attribute("data-kind", "note")
    expect(page.locator("#composer-text")).to_be_focused()
