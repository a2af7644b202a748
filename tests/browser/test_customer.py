"""The customer card: opened and saved by keyboard, on the phone too, and true in every window."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from events.actors import SYSTEM
from events.reactions import react
from people.actions.save_organisation import create_organisation
from tests.browser.pages import live
from tests.builders import a_channel, a_customer, a_reply, a_supervisor, a_team, a_ticket, an_agent
from tickets.actions.record_delivery import mark_bounced, mark_sent
from tickets.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(web):
    return a_team()


@pytest.fixture
def dimas(team):
    return a_supervisor(team, name="Dimas", language="en")


@pytest.fixture
def ticket(team):
    return a_ticket(
        team=team, channel=a_channel(team=team), customer=a_customer(name="Oliver Tan", own_tier="silver")
    )


def test_a_tier_set_by_keyboard_shows_in_the_window_of_a_colleague(look, dimas, team, ticket):
    create_organisation(by=SYSTEM, name=f"Villa {ticket.pk}", tier="gold")
    there = live(look(an_agent(team, language="en"), f"/tickets/{ticket.pk}/"))
    page = live(look(dimas, f"/tickets/{ticket.pk}/"))
    expect(there.locator("#customer .pill")).to_have_text("Silver")

    page.locator("#customer summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tier").select_option("platinum")
    page.get_by_label("Name").press("Enter")

    expect(page.locator("#customer .pill")).to_have_text("Platinum")
    expect(page.locator("#customer summary")).to_be_focused()
    while react("tickets.handlers.tell_tier") or react("tickets.handlers.show_customer_anew"):
        pass
    expect(there.locator("#customer .pill")).to_have_text("Platinum")


def test_what_is_being_typed_into_the_card_is_not_drawn_over(look, dimas, ticket):
    page = live(look(dimas, f"/tickets/{ticket.pk}/"))
    page.get_by_text("Change the customer").click()
    page.get_by_label("Name").fill("Oliver T.")

    a_reply(ticket)

    expect(page.locator("#log")).to_contain_text("On its way.")
    expect(page.get_by_label("Name")).to_have_value("Oliver T.")


def test_on_the_phone_a_bounced_address_is_corrected_where_it_is_said(look, dimas, ticket):
    delivery = a_reply(ticket).delivery
    mark_sent(delivery)
    mark_bounced(delivery, reason="no_such_address")
    page = live(look(dimas, f"/tickets/{ticket.pk}/", width=390, height=844, dark=True))

    page.get_by_text("Correct the address").click()
    right = f"right{ticket.pk}@example.test"
    page.get_by_label("Right address").fill(right)
    page.get_by_role("button", name="Save and send there").click()

    expect(page.locator("#log")).to_contain_text(f"A message is sent again, to {right}")
    assert Message.objects.get(pk=delivery.message_id).recipients["to"][0][1] == right
    page.goto(f"/tickets/{ticket.pk}/?pane=side")
    page.get_by_text("Change the customer").click()
    page.get_by_label("Email", exact=True).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_customer_is_found_by_keyboard_and_opened(look, dimas, team, ticket):
    word = uuid4().hex  # of all rows there are, one
    other = a_ticket(team=team, customer=a_customer(name=f"Laras {word}"))
    page = live(look(dimas, "/"))

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Customers").click()
    expect(page.locator(".cust-list")).to_contain_text("Oliver Tan")
    live(page).keyboard.press("/")
    page.keyboard.type(f"Laras {word}")
    page.keyboard.press("Enter")
    expect(page.locator(".cust-list tbody tr")).to_have_count(1)
    page.locator(".cust-list tbody a").first.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(str(other.customer))


def test_on_a_phone_the_customers_are_a_list_that_fits(look, dimas, ticket):
    page = look(dimas, "/customers/", width=390, height=844)

    expect(page.get_by_role("link", name="Oliver Tan").first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator(".cust-list").evaluate("one => one.scrollWidth - one.clientWidth") <= 0
