"""What is sent again by hand goes from the list by itself, or comes back into it."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live
from tests.builders import a_reply, a_team, a_ticket, an_agent
from tickets.actions.record_delivery import mark_failed, mark_sent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_list_follows_what_becomes_of_what_was_tried_again(look):
    team = a_team()
    arrives, fails = (a_reply(a_ticket(team=team)).delivery for _ in range(2))
    for delivery in (arrives, fails):
        mark_failed(delivery, reason="timeout")
    page = live(look(an_agent(team, language="en"), "/undeliverable/"))

    page.get_by_role("button", name="Retry all that can be").click()
    again = page.get_by_text("Somebody has it sent again")
    expect(again).to_have_count(2)
    mark_sent(arrives)
    mark_failed(fails, reason="refused")

    expect(page.get_by_text("The recipient’s server refused the message.").first).to_be_visible()
    expect(again).to_have_count(0)
    expect(page.locator("#undelivered-bar")).to_contain_text("1 needs a decision")
