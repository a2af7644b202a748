"""An offer comes by itself, is answered by keys or on a phone, and goes by itself."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from events import actors
from people.actions.save_team import change_team
from routing.models import TicketOffer
from routing.offers import drain
from tests.browser.pages import live
from tests.builders import a_routed_ticket, a_team, an_admin, an_agent
from tests.routing.asking import an_asking_team, asked, declines, lets_it_pass

SAYS_HELLO = (
    """document.addEventListener("live:message", () => document.documentElement.dataset.heard = "")"""
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asking(web):
    return an_asking_team(offer_seconds=600)


@pytest.fixture
def rani(asking):
    return an_agent(asking, name="Rani Puspita", language="en", available=True)


def offered_in(team):
    ticket = a_routed_ticket(team=team)
    drain(team.pk)
    return ticket


def test_it_comes_while_the_page_is_open_and_is_taken_by_keys(look, asking, rani):
    page = live(look(rani, "/"))
    expect(page.locator("#offers")).to_be_attached()
    ticket = offered_in(asking)
    expect(page.locator("#offers .call-bar")).to_contain_text("Do you take this ticket?")

    page.keyboard.press("o")
    page.keyboard.press("y")

    page.wait_for_url(f"**/tickets/{ticket.pk}/")
    expect(page.locator("#offers .call-bar")).to_have_count(0)
    ticket.refresh_from_db()
    assert ticket.assignee == rani


@pytest.mark.parametrize("is_used", [False, True], ids=["untouched", "used"])
def test_a_page_that_was_open_before_its_team_began_to_ask_hears_the_offer(look, web, is_used):
    team = a_team()
    sari = an_agent(team, name="Sari Dewi", language="en", available=True)
    page = look(sari, "/")
    page.add_init_script(SAYS_HELLO)
    page.reload()
    expect(page.locator("html[data-heard]")).to_be_attached()
    if is_used:
        live(page)
    expect(page.locator("#offers:not([data-asked])")).to_be_attached()

    change_team(team, by=actors.agent(an_admin()), offer_seconds=600)
    offered_in(team)
    expect(page.locator("#offers .call-bar")).to_contain_text("Do you take this ticket?")

    declines(sari, TicketOffer.objects.get(agent=sari).ticket)
    expect(page.locator("#offers .call-bar")).to_have_count(0)


def test_it_is_turned_down_by_keys_with_a_reason(look, asking, rani):
    page = live(look(rani, "/"))
    ticket = offered_in(asking)
    bar = page.locator("#offers .call-bar")
    expect(bar).to_be_visible()

    page.keyboard.press("o")
    page.keyboard.press("n")
    expect(bar.locator("select")).to_be_focused()
    bar.locator("select").select_option("leaving")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(bar).to_have_count(0)
    assert asked(ticket) is None


def test_once_its_time_is_up_it_is_gone(look, asking, rani):
    page = live(look(rani, "/"))
    ticket = offered_in(asking)
    bar = page.locator("#offers .call-bar")
    left = bar.get_by_role("timer")
    expect(left).to_be_visible()
    before = left.inner_text()
    expect(left).not_to_have_text(before)

    with transaction.atomic():
        lets_it_pass(ticket)

    expect(bar).to_have_count(0)


def test_the_title_says_it_to_who_has_another_tab_before_them(look, asking, rani):
    page = live(look(rani, "/"))
    was = page.title()
    ticket = offered_in(asking)

    expect(page).to_have_title(f"Do you take this ticket? · {was}")

    with transaction.atomic():
        lets_it_pass(ticket)
    expect(page).to_have_title(was)


def test_who_is_too_late_reads_so_though_the_next_offer_comes_and_puts_it_away(look, asking, rani):
    page = live(look(rani, "/"))
    offered_in(asking)
    bar = page.locator("#offers .call-bar")
    expect(bar).to_be_visible()
    TicketOffer.objects.filter(agent=rani).update(outcome="lapsed")  # nobody told the page

    bar.get_by_role("button", name="Take it").click()

    late = page.locator("#toasts [data-toast]", has_text="Too late")
    expect(late).to_be_visible()
    look.wrong.clear()  # the browser says of the 409 what is on the page
    expect(bar).to_have_count(0)
    offered_in(asking)
    expect(bar).to_be_visible()
    expect(late).to_be_visible()
    late.get_by_role("button", name="Close").click()
    expect(late).to_have_count(0)


def test_on_a_phone_everything_can_be_reached_and_no_ticket_is_covered(look, asking, rani):
    ticket = offered_in(asking)
    page = live(look(rani, "/?view=teams", width=390, height=844))

    bar = page.locator("#offers .call-bar")
    expect(bar).to_be_visible()
    for control in (bar.locator("select"), *bar.locator("button").all()):
        box = control.bounding_box()
        assert box["width"] > 60
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    edge = bar.bounding_box()
    for part in (page.locator(".pane-list .seg").first, page.locator(".tick").first):
        assert part.bounding_box()["y"] >= edge["y"] + edge["height"]
    bar.get_by_role("button", name="Take it").click()
    page.wait_for_url(f"**/tickets/{ticket.pk}/")
