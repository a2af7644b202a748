"""The list stays true: rows that come, leave, move and come back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events import actors
from tests.browser.pages import live, row
from tests.builders import a_customer, a_team, a_ticket, an_agent, receives
from tickets.actions.resolve import resolve
from tickets.actions.set_deadline import set_deadline
from tickets.actions.set_subject import set_subject
from tickets.models import Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = 40


@pytest.fixture
def team(web):
    return a_team()


@pytest.fixture
def rani(team):
    return an_agent(team, name="Rani Puspita", language="en", available=True)


def ids(page):
    return page.locator("#ticket-list > li").evaluate_all("rows => rows.map(row => row.id)")


def test_a_row_that_comes_back_while_it_leaves_stays(look, rani, team):
    ticket, other = a_ticket(team=team, assignee=rani), a_ticket(team=team, assignee=rani)
    page = live(look(rani, "/?view=mine"))
    resolve(ticket, by=actors.agent(rani))
    expect(page.locator(f"#t-{ticket.pk}[data-leaving]")).to_be_attached()

    receives(ticket, text="Belum selesai")  # opens it again

    expect(page.locator(f"#t-{ticket.pk}:not([data-leaving])")).to_be_attached()
    page.wait_for_timeout(4500)
    expect(row(page, ticket)).to_contain_text("Belum selesai")
    expect(row(page, other)).to_be_visible()


def test_a_row_without_a_promise_keeps_its_shape(look, rani, team):
    ticket = a_ticket(team=team, subject="Sofa sobek", text="Kain di sisi kiri")
    page = live(look(rani))
    expect(row(page, ticket).locator(".sla")).to_have_count(0)

    who, subject, words = (
        row(page, ticket).locator(part).bounding_box() for part in (".tick-who", ".tick-sub", ".tick-words")
    )

    assert who["y"] < subject["y"] < words["y"]
    assert who["x"] == subject["x"] == words["x"]
    assert subject["width"] > 100


def test_who_missed_too_much_sees_the_list_as_it_is(look, rani, team):
    gone, kept = a_ticket(team=team, subject="Lama"), a_ticket(team=team, subject="Tetap")
    new = a_ticket(team=a_team(), subject="Baru")
    page = live(look(rani))
    Ticket.objects.filter(pk=new.pk).update(team=team)  # no push tells of these
    Ticket.objects.filter(pk=gone.pk).update(team=a_team())

    page.evaluate("document.dispatchEvent(new CustomEvent('live:full'))")

    expect(row(page, new)).to_contain_text("Baru")
    expect(row(page, gone)).to_have_count(0)
    expect(row(page, kept)).to_be_visible()


def test_a_row_that_moves_to_the_next_page_stands_there_once(look, rani, team):
    customer, now = a_customer(), timezone.now()
    tickets = [a_ticket(team=team, customer=customer, subject=f"Tiket {n}") for n in range(PAGE + 3)]
    for n, ticket in enumerate(tickets):
        set_deadline(ticket, next_due_at=now + timedelta(hours=n + 1), sla_state="ok")
    page = live(look(rani))
    expect(page.locator("#ticket-list > li")).to_have_count(PAGE)

    set_deadline(tickets[0], next_due_at=now + timedelta(days=9), sla_state="ok")
    expect(page.locator(f"#t-{tickets[0].pk}[data-leaving]")).to_be_attached()
    page.locator(".pane-list .scroll").evaluate("pane => pane.scrollTo(0, pane.scrollHeight)")

    expect(page.locator("#more a")).to_have_count(0)
    expect(page.locator("#ticket-list > li")).to_have_count(PAGE + 3)
    assert ids(page) == [f"t-{ticket.pk}" for ticket in [*tickets[1:], tickets[0]]]


def test_a_slow_answer_does_not_undo_a_later_one(look, rani, team):
    ticket = a_ticket(team=team, subject="Satu")
    page = live(look(rani))
    held = []
    page.route(
        "**/tickets/rows/**",
        lambda route: held.append((route, route.fetch())) if not held else route.continue_(),
    )
    set_subject(ticket, to="Dua", by=actors.agent(rani))
    page.wait_for_timeout(400)
    set_subject(ticket, to="Tiga", by=actors.agent(rani))
    page.wait_for_timeout(600)

    route, answer = held[0]
    route.fulfill(response=answer)

    expect(row(page, ticket)).to_contain_text("Tiga")
    page.wait_for_timeout(300)
    expect(row(page, ticket)).to_contain_text("Tiga")
