"""What one reaches by a key one can leave by a key."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import shoot
from tests.browser.pages import live
from tests.builders import a_supervisor, a_ticket, an_agent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_escape_leaves_the_tag_field_and_keys_are_keys_again(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.keyboard.press("t")
    expect(page.locator("#tag-name")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("p")

    expect(page.locator("#fact-priority")).to_be_focused()
    expect(page.locator("#tag-name")).to_have_value("")


def test_a_priority_chosen_by_keys_leads_back(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.keyboard.press("p")
    expect(page.locator("#fact-priority")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.locator("#fact-priority")).to_have_value("high")
    expect(page.locator("#fact-priority")).not_to_be_focused()
    page.keyboard.press("t")
    expect(page.locator("#tag-name")).to_be_focused()


def test_keys_after_a_list_that_was_shut_again_are_keys(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.keyboard.press("p")
    expect(page.locator("#fact-priority")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("n")

    expect(page.get_by_role("tab", name="Note")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#fact-priority")).to_have_value("normal")


def test_letters_on_a_shut_list_choose_nothing(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.locator("#fact-priority").focus()

    page.keyboard.press("u")  # urgent begins with it
    page.keyboard.press("Escape")

    expect(page.locator("#fact-priority")).to_have_value("normal")
    ticket.refresh_from_db()
    assert ticket.priority == "normal"


def test_the_colleague_chosen_in_the_menu_gets_the_ticket(look, rani, team):
    dewi = an_agent(team, name="Dewi Pranata")
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.locator("#assign-button").click()  # the focus comes back to it when the menu goes
    page.get_by_role("menuitemradio", name="Dewi Pranata").click()

    expect(page.locator(".toast")).to_contain_text("Assigned to Dewi Pranata")
    ticket.refresh_from_db()
    assert ticket.assignee == dewi


def test_a_supervisor_takes_over_with_one_key(look, rani, team):
    dimas = a_supervisor(team, name="Dimas Prasetyo", language="en")
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(dimas, f"/tickets/{ticket.pk}/"))

    page.keyboard.press("i")

    expect(page.locator(".toast")).to_contain_text("Assigned to you")
    ticket.refresh_from_db()
    assert ticket.assignee == dimas


def test_the_row_of_the_open_ticket_is_in_sight(look, rani, team):
    tickets = [a_ticket(team=team, assignee=rani, subject=f"Paket {number}") for number in range(20)]
    page = look(rani, f"/tickets/{tickets[0].pk}/?view=mine&order=newest")

    expect(page.locator(f"#t-{tickets[0].pk}")).to_be_in_viewport()


def test_the_menu_of_assignees_sets_names_apart_from_presence_and_load(look, rani, team):
    an_agent(team, name="Dewi Pranata", capacity=8)
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.keyboard.press("a")
    dewi = page.get_by_role("menuitemradio", name="Dewi Pranata")
    expect(dewi).to_contain_text("0 of 8")
    shoot(page, "assign-menu")
    name, end = dewi.locator(".grow").bounding_box(), dewi.locator(".opt-end").bounding_box()
    assert end["x"] >= name["x"] + name["width"]
