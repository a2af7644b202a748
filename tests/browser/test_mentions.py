"""Naming a colleague in a note."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import shoot
from tests.browser.pages import live
from tests.builders import a_ticket, an_agent
from tickets.models import Notification

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def offered(page):
    return page.get_by_role("listbox", name="Colleagues").get_by_role("option")


def test_a_colleague_is_found_by_a_letter_and_chosen_by_keys(look, rani, team):
    first, other = an_agent(name="Dewita Pranoto"), an_agent(name="Dewitari Salim")
    page = live(look(rani, f"/tickets/{a_ticket(team=team, assignee=rani).pk}/"))
    page.keyboard.press("n")
    page.keyboard.type("Tolong @dewit")
    area = page.get_by_label("Your message")
    expect(offered(page)).to_have_text([first.name, other.name])
    expect(area).to_have_attribute("aria-activedescendant", "mention-0")
    shoot(page, "mentions")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(area).to_have_value("Tolong @Dewitari Salim ")
    expect(offered(page)).to_have_count(0)
    page.keyboard.type("cek")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".msg-note .at")).to_have_text("@Dewitari Salim")
    assert Notification.objects.filter(agent=other, kind="mentioned").exists()


def test_a_name_that_nobody_has_is_said_before_the_note_is_saved(look, rani, team):
    an_agent(name="Citra Dewanti")
    page = live(look(rani, f"/tickets/{a_ticket(team=team, assignee=rani).pk}/"))
    page.keyboard.press("n")
    page.keyboard.type("Tanya @Citraa dulu")

    hint = page.locator("[data-nobody]")
    expect(hint).to_have_text("Nobody will be told: @Citraa is not the name of one colleague.")

    page.get_by_label("Your message").fill("Tanya @Citra dulu")
    expect(hint).to_be_hidden()
    page.keyboard.press("Escape")  # a list that is shut takes no key from the editor
    expect(page.get_by_label("Your message")).not_to_be_focused()
