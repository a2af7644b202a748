"""What is chosen in the details: said, undone in one go, and the focus is where it was."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import until
from tests.browser.pages import live
from tests.builders import a_category, a_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ticket(team, rani):
    return a_ticket(team=team, assignee=rani)


@pytest.fixture
def page(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Assignee").wait_for()
    return page


def test_a_priority_is_said_and_undone(page, ticket):
    field = page.get_by_label("Priority", exact=True)
    field.focus()

    field.select_option("urgent")

    expect(page.locator(".toast")).to_contain_text("Priority: Urgent")
    expect(page.locator("#facts option[value=urgent]")).to_have_attribute("selected", "")
    expect(field).to_be_focused()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(field).to_have_value("normal")
    ticket.refresh_from_db()
    assert ticket.priority == "normal"


def test_a_category_is_said_and_undone(web, look, rani, ticket):
    category = a_category(name="Antar barang")
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.get_by_label("Category").select_option(label=category.name)

    expect(page.locator(".toast")).to_contain_text("Category: Antar barang")
    page.keyboard.press("Escape")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Category")).to_have_value("")
    until(page, lambda: ticket.refresh_from_db() or ticket.category is None)


def test_escape_from_the_menu_of_assignees_leads_back(page):
    page.locator("#log").focus()
    page.keyboard.press("a")
    expect(page.get_by_role("menuitemradio").first).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("#log")).to_be_focused()
