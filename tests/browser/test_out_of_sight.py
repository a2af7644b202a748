"""A ticket that is moved out of one's sight while one works on it."""

import pytest
from playwright.sync_api import expect

from events import actors
from tests.browser.pages import live
from tests.builders import a_supervisor, a_team, a_ticket
from tickets.actions.transfer import transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ticket(team, rani):
    return a_ticket(team=team, assignee=rani)


@pytest.fixture
def advice(web):
    return a_team()


@pytest.fixture
def moves(team, ticket, advice):
    dimas = a_supervisor(team, name="Dimas Prasetyo")
    return lambda: transfer(ticket, to=advice, by=actors.agent(dimas))


def test_who_writes_hears_at_once_that_the_ticket_was_moved_and_keeps_the_words(
    look, rani, ticket, advice, moves
):
    page = live(look(rani, f"/tickets/{ticket.pk}/", permissions=["clipboard-read", "clipboard-write"]))
    page.get_by_label("Your message").fill("Kami kirim besok")

    moves()

    notice = page.locator("#ticket-say")
    expect(notice).to_contain_text("You can no longer see this ticket.")
    expect(notice).to_contain_text(f"Moved to {advice.name} · Dimas Prasetyo")
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim besok")
    expect(page.get_by_label("Your message")).not_to_be_editable()
    expect(page.get_by_role("button", name="Resolve")).to_have_count(0)
    expect(page.locator("#facts")).to_have_count(0)
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("#announcer")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "Kami kirim besok"
    expect(page.locator("[data-unheard]")).to_be_visible()
    look.wrong.clear()  # the browser logs each 404


def test_who_wrote_nothing_has_nothing_to_keep(look, rani, ticket, advice, moves):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    moves()

    expect(page.locator("#ticket-say")).to_contain_text(advice.name)
    expect(page.locator("#ticket-say")).not_to_contain_text("copy it")
    expect(page.locator("#composer")).to_have_count(0)
    look.wrong.clear()  # the browser logs each 404
