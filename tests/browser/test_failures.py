"""A server in trouble is left alone for longer each time, and says so once."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live
from tests.builders import a_team, a_ticket, an_agent, receives

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


ASKS_BY_ITSELF = """
    const part = document.createElement("div");
    part.setAttribute("hx-get", "/asked/");
    part.setAttribute("hx-trigger", "every 500ms");
    document.body.append(part);
    htmx.process(part);
"""


@pytest.fixture
def rani(web):
    return an_agent(a_team(), name="Rani Puspita", language="en", available=True)


def test_a_part_that_cannot_be_drawn_is_asked_for_ever_more_rarely(look, rani):
    ticket = a_ticket(team=rani.teams.get(), assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    asked, others = [], []
    page.route("**/facts/", lambda route: (asked.append(route), route.fulfill(status=500)))
    page.on("request", lambda request: others.append(request) if request.url.endswith("/head/") else None)

    receives(ticket, text="Halo?")
    page.wait_for_timeout(3500)

    assert 2 <= len(asked) <= 4
    assert len(others) <= 2  # what could be drawn is not asked for again
    page.unroute("**/facts/")
    look.wrong.clear()  # the browser logs each 500


def test_what_asks_by_itself_is_quiet_and_stops_when_signed_out(look, rani):
    page = live(look(rani))
    asked, status = [], [500]
    page.route("**/asked/", lambda route: (asked.append(status[0]), route.fulfill(status=status[0])))
    page.evaluate(ASKS_BY_ITSELF)

    page.wait_for_timeout(1200)
    assert asked
    expect(page.locator(".toast")).to_have_count(0)

    status[0] = 401
    expect(page.locator(".toast")).to_have_count(1)
    page.wait_for_timeout(1200)
    assert asked.count(401) == 1
    look.wrong.clear()  # the browser logs each refusal


def test_the_same_trouble_stands_there_once(look, rani):
    ticket = a_ticket(team=rani.teams.get(), assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Assignee").wait_for()
    page.route("**/priority/", lambda route: route.abort())

    for choice in ("urgent", "high"):
        with page.expect_event("requestfailed"):
            page.get_by_label("Priority", exact=True).select_option(choice)

    expect(page.locator(".toast")).to_have_count(1)
    look.wrong.clear()  # the browser logs what was cut off
