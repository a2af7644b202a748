"""The line between page and server: whether it holds, who is at its end, and what is said when it is cut."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live, row
from tests.builders import a_team, a_ticket, an_agent, receives

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LATER = "const now = Date.now; Date.now = () => now.call(Date) + {}"


def tell(page, event, detail="{}"):
    page.evaluate(f"document.dispatchEvent(new CustomEvent('{event}', {{detail: {detail}}}))")


@pytest.fixture
def team(web):
    return a_team()


@pytest.fixture
def rani(team):
    return an_agent(team, name="Rani Puspita", language="en", available=True)


@pytest.fixture
def maya(team):
    return an_agent(team, name="Maya Hartanto", language="en", available=True)


def test_who_went_back_to_the_list_on_a_phone_looks_at_nothing(look, rani, maya, team):
    ticket = a_ticket(team=team)
    theirs = live(look(maya, f"/tickets/{ticket.pk}/"))
    mine = live(look(rani, f"/tickets/{ticket.pk}/", width=390))
    expect(theirs.locator("#head .viewers")).to_have_text("Rani is viewing")
    seen = []
    mine.on("request", lambda request: seen.append(request) if request.url.endswith("/seen/") else None)

    mine.get_by_role("link", name="Back to list").click()
    expect(theirs.locator("#head .viewers")).to_have_text("")
    receives(ticket, text="Halo?")

    expect(row(mine, ticket)).to_contain_text("Halo?")
    expect(theirs.locator("#timeline")).to_contain_text("Halo?")
    assert not seen


def test_a_change_does_not_make_a_colleague_invisible(look, rani, maya, team):
    ticket = a_ticket(team=team)
    theirs = live(look(maya, f"/tickets/{ticket.pk}/"))
    live(look(rani, f"/tickets/{ticket.pk}/"))
    expect(theirs.locator("#head .viewers")).to_have_text("Rani is viewing")
    version = theirs.locator("#head").get_attribute("data-version")

    receives(ticket, text="Halo?")

    expect(theirs.locator("#head")).not_to_have_attribute("data-version", version)
    expect(theirs.locator("#head .viewers")).to_have_text("Rani is viewing", timeout=1500)


def test_a_line_that_says_nothing_any_more_is_opened_again(look, rani, team):
    ticket = a_ticket(team=team)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.evaluate(LATER.format(60_000))

    with page.expect_websocket():
        tell(page, "visibilitychange")

    expect(page.locator("body")).to_have_attribute("data-connection", "live")


def test_who_is_signed_out_is_offered_the_page_again(look, rani, team):
    page = live(look(rani, f"/tickets/{a_ticket(team=team).pk}/"))
    opened = []
    page.on("websocket", lambda socket: opened.append(socket))
    page.route("**/live/since/**", lambda route: route.fulfill(status=401))

    tell(page, "live:closed", "{notAllowed: true}")

    expect(page.locator("#connection")).to_contain_text("You are signed out")
    page.evaluate(LATER.format(60_000))
    tell(page, "visibilitychange")  # would find the line cut, and open another
    page.wait_for_timeout(1500)
    assert not opened
    look.wrong.clear()  # the browser logs the 401
    page.unroute("**/live/since/**")
    with page.expect_navigation():
        page.get_by_role("button", name="Load again").click()


def test_a_lost_line_is_said_aloud_and_its_return_too(look, rani):
    page = live(look(rani))

    tell(page, "live:closed")
    page.evaluate(LATER.format(16_000))
    expect(page.locator("#announcer")).to_contain_text("No connection")

    tell(page, "live:message", "{type: 'hello', cursor: ''}")
    expect(page.locator("#announcer")).to_have_text("Connected again")


def test_trouble_with_the_line_is_forgotten_when_it_is_there_again(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Assignee").wait_for()
    page.route("**/priority/", lambda route: route.abort())
    page.get_by_label("Priority", exact=True).select_option("urgent")
    expect(page.locator(".toast")).to_contain_text("cannot be reached")

    tell(page, "live:open")

    expect(page.locator(".toast")).to_have_count(0)
    look.wrong.clear()  # the browser logs what was cut off


def test_views_have_their_keys_where_they_are_behind_a_button(look, rani):
    page = live(look(rani, width=1200))

    page.keyboard.press("g")
    page.keyboard.press("u")

    expect(page).to_have_url(re.compile(r"view=unassigned"))


def test_a_lost_connection_is_a_dot_then_a_bar_that_says_since_when(look, rani, team):
    sockets, away = [], []

    def between(socket):
        if away:
            socket.close()
        else:
            socket.connect_to_server()
            sockets.append(socket)

    page = look(rani, "/accounts/login/")
    page.clock.install()
    page.route_web_socket("**/ws/", between)
    page.goto("/")
    page.clock.run_for(1000)
    live(page)

    away.append(True)
    sockets[0].close()
    page.clock.run_for(4000)
    expect(page.locator("body")).to_have_attribute("data-connection", "lost")
    expect(page.locator(".rail .conn")).to_be_visible()
    page.clock.run_for(12_000)

    expect(page.locator(".conn-bar")).to_contain_text("No connection. What you see is from")
    away.clear()
    page.get_by_role("button", name="Try now").click()
    page.clock.run_for(2000)
    live(page)
    expect(page.locator(".conn-bar")).to_be_hidden()
