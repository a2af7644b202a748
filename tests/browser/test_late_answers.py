"""News may draw a page anew while an answer is under way: whoever asked hears it all the same."""

import pytest
from playwright.sync_api import expect

from events import actors
from tests.browser.pages import live
from tests.builders import a_reply, a_ticket
from tickets.actions.record_delivery import mark_bounced, mark_sent
from tickets.actions.retry_delivery import retry_delivery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bounced(team, rani):
    delivery = a_reply(a_ticket(team=team, assignee=rani)).delivery
    mark_sent(delivery)
    mark_bounced(delivery, reason="no_such_address")
    return delivery


@pytest.fixture
def page(look, rani, bounced):
    return live(look(rani, f"/tickets/{bounced.message.ticket_id}/"))


@pytest.fixture
def held(page, bounced):
    """What the form asked, kept from the server until the test lets it go on."""
    requests = []
    page.route("**/retry/", lambda route: requests.append(route))
    page.get_by_text("Correct the address").click()
    page.get_by_label("Right address").fill(f"right{bounced.pk}@example.test")
    page.get_by_role("button", name="Save and send there").click()
    page.wait_for_timeout(300)
    [request] = requests
    yield request
    page.unroute("**/retry/")


def test_what_was_done_is_said_though_its_form_has_gone(page, held):
    answer = held.fetch()
    expect(page.get_by_label("Right address")).to_have_count(0)

    held.fulfill(response=answer)

    expect(page.locator(".toast")).to_contain_text("It is sent again")
    assert page.locator("body > div[hidden] form").count() == 0


def test_so_is_what_was_refused(page, held, bounced, look):
    retry_delivery(bounced, by=actors.SYSTEM)
    expect(page.get_by_label("Right address")).to_have_count(0)

    held.continue_()

    expect(page.locator(".toast")).to_have_count(1)
    look.wrong.clear()  # the browser logs the refusal
