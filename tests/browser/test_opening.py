"""Which ticket is on the screen, however quickly one goes from row to row."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live, row
from tests.builders import a_team, a_ticket, an_agent, receives

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(web):
    return a_team()


@pytest.fixture
def rani(team):
    return an_agent(team, name="Rani Puspita", language="en", available=True)


def test_of_two_tickets_opened_quickly_all_of_the_later_one_shows(look, rani, team):
    first, second = a_ticket(team=team, subject="Satu"), a_ticket(team=team, subject="Dua")
    page = live(look(rani))
    held = []
    page.route(
        re.compile(r"/tickets/\d+/$"),
        lambda route: route.continue_() if len(held) > 1 else held.append(route),
    )

    row(page, first).get_by_role("link").click()
    row(page, second).get_by_role("link").click()
    page.wait_for_timeout(200)
    for route in held:
        route.continue_()

    expect(page.locator("#facts")).to_have_attribute("data-src", f"/tickets/{second.pk}/facts/")
    expect(page.locator("#thread")).to_have_attribute("data-ticket", str(second.pk))
    expect(page).to_have_url(f"{page.url.split('/tickets/')[0]}/tickets/{second.pk}/")
    look.wrong.clear()  # the browser logs the request that was given up


def test_what_is_told_while_a_ticket_is_being_opened_is_not_forgotten(look, rani, team):
    ticket = a_ticket(team=team, subject="Satu")
    page = live(look(rani))
    held = []
    page.route(re.compile(r"/tickets/\d+/$"), lambda route: held.append((route, route.fetch())))
    page.route("**/seen/", lambda route: route.fulfill(status=204))  # would be told to the page, and wake it
    row(page, ticket).get_by_role("link").click()
    page.wait_for_timeout(300)

    receives(ticket, text="Baru saja")
    expect(row(page, ticket)).to_contain_text("Baru saja")
    route, answer = held[0]
    route.fulfill(response=answer)

    expect(page.locator("#timeline")).to_contain_text("Baru saja")
