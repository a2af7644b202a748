"""A ticket that nobody could sort: the guess comes while one looks, and one key says what it is about."""

import pytest
from playwright.sync_api import expect

from routing.actions.apply_guess import apply_guess
from routing.guessing.answer import Answer
from tests.browser.pages import live
from tests.builders import a_category, a_ticket, work_off

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def refund():
    return a_category(name="Pengembalian dana", name_en="Refund")


@pytest.fixture
def delivery():
    return a_category(name="Pengiriman", name_en="Delivery")


@pytest.fixture
def ticket(team, rani):
    ticket = a_ticket(team=team, assignee=rani)
    work_off()
    return ticket


def guess(category, confidence, *others):
    return Answer(
        subject="category", version=1, label=category.key, confidence=confidence, others=others, words=()
    )


def test_the_guess_comes_while_one_looks_and_a_key_sorts_the_ticket(look, rani, ticket, refund, delivery):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    asked = page.get_by_text("What is this about?")
    expect(asked).to_have_count(0)

    apply_guess(ticket.pk, [guess(refund, 0.41, (delivery.key, 0.33))])
    expect(asked).to_be_visible()
    page.keyboard.press("2")

    expect(asked).to_have_count(0)
    expect(page.locator("#fact-category option:checked")).to_have_text("Delivery")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#fact-category option:checked")).to_have_text("Not classified")


def test_a_guess_that_was_right_is_confirmed_by_a_click(look, rani, ticket, refund):
    apply_guess(ticket.pk, [guess(refund, 0.93)])
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.get_by_role("button", name="That is right: Refund").click()

    expect(page.locator(".guess")).to_have_count(0)
    expect(page.locator("#fact-category option:checked")).to_have_text("Refund")
