"""Two customers who are one person: found beside the ticket, joined and parted, on the desk and the phone."""

import pytest
from playwright.sync_api import expect

from events.actors import SYSTEM
from people.actions.note_said_address import note_said_address
from tests.browser.pages import live
from tests.builders import a_channel, a_customer, a_supervisor, a_team, a_ticket, work_off
from tickets.models import Joining, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(web):
    return a_team()


@pytest.fixture
def dimas(team):
    return a_supervisor(team, name="Dimas", language="en")


@pytest.fixture
def pair(team):
    """By mail, and in the chat of the website, where they typed their mail address."""
    mail = a_ticket(
        team=team, channel=a_channel(team=team), customer=a_customer(name="Made Sukarya"), text="By letter"
    )
    chat = a_ticket(
        team=team,
        channel=a_channel(team=team, kind="api"),
        customer=a_customer(f"visitor-{mail.pk}", kind="api", name=""),
        text="By chat",
    )
    note_said_address(chat.customer, kind="mail", address=mail.customer.identities.get().address, by=SYSTEM)
    return mail, chat


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True)])
def test_from_the_suggestion_to_one_customer_and_back(look, dimas, pair, width, dark):
    mail, chat = pair
    page = live(look(dimas, f"/tickets/{chat.pk}/?pane=side", width=width, height=844, dark=dark))

    suggestion = page.get_by_role("region", name="Maybe the same person")
    expect(suggestion).to_contain_text("One of them gave this address as theirs, without proof:")
    suggestion.get_by_role("link", name="See what joining does").click()
    expect(page.get_by_role("main")).to_contain_text("1 ticket moves to")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="The other way round").click()
    expect(page.get_by_role("main")).to_contain_text("1 ticket moves to Made Sukarya")
    page.get_by_role("button", name="Join them").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Made Sukarya")
    history = page.locator("#history")
    expect(history).to_contain_text("By letter")
    expect(history).to_contain_text("By chat")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Ticket.objects.get(pk=chat.pk).customer == mail.customer

    page.get_by_role("button", name="Undo the joining").click()
    expect(history).not_to_contain_text("By chat")
    assert Ticket.objects.get(pk=chat.pk).customer == chat.customer
    assert not Joining.objects.standing().exists()


def test_joining_shows_in_the_window_of_who_reads_the_ticket(look, dimas, team, pair):
    mail, chat = pair
    there = live(look(dimas, f"/tickets/{chat.pk}/"))
    page = look(dimas, f"/customers/{mail.customer_id}/joining/{chat.customer_id}/")

    page.get_by_role("button", name="Join them").click()
    expect(page.get_by_role("button", name="Undo the joining")).to_be_visible()
    work_off()

    expect(there.locator("#customer")).to_contain_text("Made Sukarya")
    expect(there.locator("#log")).to_contain_text("was joined with another customer, who has this ticket now")
