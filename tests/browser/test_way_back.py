"""What was begun and left is found again."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import clocked, held, until
from tests.browser.pages import live, row
from tests.builders import a_ticket
from tickets.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ticket(team, rani):
    return a_ticket(team=team, assignee=rani, subject="Satu")


@pytest.fixture
def other(team, ticket):
    return a_ticket(team=team, subject="Dua")


@pytest.fixture
def page(look, rani, ticket, other):
    return live(look(rani, f"/tickets/{ticket.pk}/"))


def opens(page, ticket):
    row(page, ticket).get_by_role("link").click()
    expect(page.locator("#head h2")).to_have_text(ticket.subject)


def test_the_row_that_was_left_says_what_was_begun_there(page, ticket, other):
    page.get_by_label("Your message").fill("Halo Marcus, sebentar")

    opens(page, other)

    expect(row(page, ticket)).to_contain_text("Draft: Halo Marcus, sebentar")
    opens(page, ticket)
    page.get_by_label("Your message").press("Control+Enter")
    expect(row(page, ticket)).not_to_contain_text("Draft")


def test_a_reply_that_is_taken_back_from_elsewhere_offers_the_way_to_it(page, ticket, other):
    page.get_by_label("Your message").fill("Kami kirim besok")
    page.get_by_label("Your message").press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("Kami kirim besok")
    opens(page, other)

    page.locator(".toast").get_by_role("button", name="Undo").click()

    expect(row(page, ticket)).to_contain_text("Draft: Kami kirim besok")
    page.locator(".toast").get_by_role("button", name=f"Open NL-{ticket.pk}").click()
    expect(page.locator("#head h2")).to_have_text("Satu")
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim besok")


def test_who_is_back_before_the_draft_was_saved_goes_on_with_it(page, ticket, other):
    clocked(page)
    saves = held(page, "**/draft/reply/")
    page.get_by_label("Your message").fill("Halo")
    opens(page, other)
    until(page, lambda: saves)
    opens(page, ticket)
    page.get_by_label("Your message").fill("Halo Marcus")

    saves[0].continue_()
    page.unroute_all()
    until(page, lambda: Draft.objects.filter(ticket=ticket, text="Halo"))
    page.wait_for_timeout(200)
    page.clock.fast_forward(6000)

    until(page, lambda: Draft.objects.filter(ticket=ticket, text="Halo Marcus"))
