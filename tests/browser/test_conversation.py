"""A long conversation, as it goes on and as one reads back: nothing said is missing, or there twice."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live
from tests.builders import a_message, a_team, a_ticket, an_agent, receives

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = 30  # entries that a page of a conversation holds
EVERY = 34


@pytest.fixture
def rani(web):
    return an_agent(a_team(), name="Rani Puspita", language="en", available=True)


@pytest.fixture
def ticket(rani):
    ticket = a_ticket(team=rani.teams.get(), assignee=rani)
    for n in range(EVERY - 1):
        a_message(ticket, text=f"Pesan {n}")
    return ticket


def said(page):
    return page.locator("#timeline .msg").evaluate_all("all => all.map(one => one.id)")


def of(ticket):
    return [f"m-{pk}" for pk in ticket.messages.order_by("created_at", "pk").values_list("pk", flat=True)]


def test_a_new_message_takes_no_older_one_from_the_screen(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    shown = said(page)

    receives(ticket, text="Masih menunggu")

    expect(page.locator("#timeline")).to_contain_text("Masih menunggu")
    assert said(page) == of(ticket)[-len(shown) - 1 :]
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("#older a")).to_have_count(0)
    assert said(page) == of(ticket)


def test_a_new_message_leaves_what_was_read_back(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("#older a")).to_have_count(0)
    assert page.locator("#timeline .day").count() == 1

    receives(ticket, text="Satu")
    expect(page.locator("#timeline")).to_contain_text("Satu")
    receives(ticket, text="Dua")
    expect(page.locator("#timeline")).to_contain_text("Dua")

    assert said(page) == of(ticket)
    assert page.locator("#timeline .day").count() == 1


def test_who_missed_more_than_a_page_reads_back_without_a_gap(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.route("**/timeline/", lambda route: route.abort())
    for n in range(PAGE + 2):
        a_message(ticket, text=f"Terlewat {n}")
    page.unroute("**/timeline/")

    receives(ticket, text="Yang terakhir")
    expect(page.locator("#timeline")).to_contain_text("Yang terakhir")

    assert said(page) == of(ticket)[-len(said(page)) :]
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("#timeline .msg").nth(PAGE + 10)).to_be_attached()
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("#older a")).to_have_count(0)
    assert said(page) == of(ticket)
    look.wrong.clear()  # the browser logs the requests cut off here


def test_what_came_while_one_read_above_is_counted_as_a_whole(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.locator("#log").evaluate("log => log.scrollTop = 0")

    receives(ticket, text="Satu")
    expect(page.locator(".new-below")).to_have_text("1 new message")
    receives(ticket, text="Dua")

    expect(page.locator(".new-below")).to_have_text("2 new messages")


def test_what_was_said_stays_in_its_place_when_something_new_comes(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    receives(ticket, text="Satu")
    expect(page.locator("#timeline")).to_contain_text("Satu")
    page.evaluate(
        """() => { window.carried = 0; new MutationObserver(all => all.forEach(({ removedNodes }) => {
        window.carried += [...removedNodes].filter(one => one.matches?.(".msg")).length;
        })).observe(document.querySelector("#timeline"), { childList: true }); }"""
    )

    receives(ticket, text="Dua")
    expect(page.locator("#timeline")).to_contain_text("Dua")

    assert page.evaluate("window.carried") == 0


def test_ones_own_answer_is_shown_wherever_one_had_read(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.locator("#log").evaluate("log => log.scrollTop = 0")

    page.locator("#composer-text").fill("Sudah saya cek")
    page.locator("#composer-text").press("Control+Enter")

    expect(page.locator(".msg-out", has_text="Sudah saya cek")).to_be_in_viewport()
