"""The live board: it keeps itself true, nothing moves under the pointer, and one steps in by two keys."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events import actors
from routing.models import Clock
from tests.browser.conftest import until
from tests.browser.pages import live
from tests.builders import a_supervisor, a_ticket
from tickets.actions.assign import assign
from tickets.actions.resolve import resolve
from tickets.actions.set_deadline import set_deadline
from tickets.models import Notification, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dimas(team):
    return a_supervisor(team, name="Dimas Prasetyo", language="en")


def due(team, minutes, **ticket):
    """A ticket with a promise that ends then."""
    ticket = a_ticket(team=team, **ticket)
    at = timezone.now() + timedelta(minutes=minutes)
    Clock.objects.create(
        ticket=ticket,
        metric="first_response",
        target_seconds=3600,
        started_at=at - timedelta(hours=1),
        deadline=at,
        policy_facts={"policy": "Test", "version": 1, "priority": "normal", "warnings": [75], "pauses": []},
    )
    set_deadline(ticket, next_due_at=at, sla_state="ok")
    return ticket


def line(page, team):
    return page.locator(f"#queue-{team.pk} td")


def rows(page):
    return page.locator("[data-row]:not([data-gone])").evaluate_all("rows => rows.map(row => row.id)")


def test_what_happens_elsewhere_shows_within_two_seconds(look, team, dimas, rani):
    ticket = due(team, 20)
    page = live(look(dimas, f"/board/?team={team.pk}"))
    expect(line(page, team).nth(0)).to_have_text("1")

    assign(ticket, to=rani, by=actors.SYSTEM)

    expect(line(page, team).nth(0)).to_have_text("0", timeout=2_000)
    expect(page.locator(f"#lad-{ticket.pk}")).to_contain_text("Rani Puspita")
    expect(page.locator(f"#ag-{rani.pk}")).to_contain_text("1 of 8")


def test_no_row_moves_under_the_pointer(look, team, dimas):
    first, second = due(team, 10), due(team, 20)
    page = live(look(dimas, f"/board/?team={team.pk}"))
    page.locator(f"#lad-{second.pk}").hover()
    before = page.locator(f"#lad-{second.pk}").bounding_box()

    resolve(first, by=actors.SYSTEM)
    third = due(team, 5)

    expect(page.locator("#board-newer")).to_be_visible()
    assert page.locator(f"#lad-{second.pk}").bounding_box() == before
    page.locator("#board-newer").click()
    expect(page.locator(f"#lad-{third.pk}")).to_be_visible()
    assert rows(page) == [f"lad-{third.pk}", f"lad-{second.pk}"]


def test_a_ticket_comes_onto_the_ladder_by_time_alone(look, team, dimas):
    ticket = due(team, 30.1)
    page = live(look(dimas, f"/board/?team={team.pk}"))
    expect(page.locator("[data-row]")).to_have_count(0)
    page.mouse.move(20, 600)

    expect(page.locator(f"#lad-{ticket.pk}")).to_be_visible(timeout=12_000)


def test_one_takes_over_by_one_key_and_takes_it_back_by_another(look, team, dimas, rani):
    ticket = due(team, 20, assignee=rani)
    page = live(look(dimas, f"/board/?team={team.pk}"))

    page.keyboard.press("j")
    page.keyboard.press("t")

    expect(page.locator(f"#lad-{ticket.pk}")).to_contain_text("Dimas Prasetyo")
    page.keyboard.press("z")
    expect(page.locator(f"#lad-{ticket.pk}")).to_contain_text("Rani Puspita")


def test_one_reassigns_by_two_keys(look, team, dimas, rani, maya):
    ticket = due(team, 20, assignee=rani)
    page = live(look(dimas, f"/board/?team={team.pk}"))

    page.keyboard.press("a")
    expect(page.locator("#board-pop [role=menuitem]").first).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(f"#lad-{ticket.pk}")).to_contain_text("Maya Hartanto")
    expect(page.locator("#board-pop")).to_be_hidden()


def test_one_gives_more_time_and_says_why(look, team, dimas, rani):
    ticket = due(team, 20, assignee=rani)
    page = live(look(dimas, f"/board/?team={team.pk}"))

    page.keyboard.press("e")
    expect(page.locator("#extend-why")).to_be_focused()
    page.keyboard.type("The depot calls back")
    page.keyboard.press("Enter")

    until(page, lambda: Ticket.objects.get(pk=ticket.pk).next_due_at > ticket.next_due_at)
    expect(page.locator(f"#lad-{ticket.pk}[data-gone]")).to_be_visible()  # the focus is there: it stays
    page.keyboard.press("z")
    expect(page.locator(f"#lad-{ticket.pk}:not([data-gone])")).to_be_visible()


def test_one_nudges_who_has_it(look, team, dimas, rani):
    due(team, 20, assignee=rani)
    page = live(look(dimas, f"/board/?team={team.pk}"))

    page.keyboard.press("n")

    expect(page.locator("#toasts")).to_contain_text("Rani Puspita was asked to look")
    assert Notification.objects.filter(agent=rani, kind="nudged").count() == 1


def test_the_board_is_reached_by_g_and_l(look, team, dimas):
    page = live(look(dimas))

    page.keyboard.press("g")
    page.keyboard.press("l")

    expect(page.locator("h1")).to_have_text("Live board")


def test_numbers_that_were_counted_before_a_change_do_not_stay(look, team, dimas, rani):
    """Counts are kept for a second and serve everybody: somebody else may have asked just before."""
    ticket = due(team, 20)
    page = live(look(dimas, f"/board/?team={team.pk}"))
    expect(line(page, team).nth(0)).to_have_text("1")

    for one in range(3):
        page.context.request.get(page.url)
        if one % 2:
            assign(ticket, to=None, by=actors.SYSTEM)
        else:
            assign(ticket, to=rani, by=actors.SYSTEM)
        expect(line(page, team).nth(0)).to_have_text("1" if one % 2 else "0", timeout=2_500)


def test_a_wall_keeps_itself_true(look, team, dimas, rani):
    ticket = due(team, 20)
    page = live(look(dimas, f"/board/wall/?team={team.pk}", width=1920, height=1080))
    expect(line(page, team).nth(0)).to_have_text("1")

    assign(ticket, to=rani, by=actors.SYSTEM)

    expect(line(page, team).nth(0)).to_have_text("0", timeout=2_000)
    expect(page.locator(".rail")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("width", [1440, 768, 390])
def test_the_board_fits(look, team, rani, width, language):
    viewer = a_supervisor(team, name="Sari Melati", language=language)
    due(team, 20, assignee=rani)
    due(team, -5)
    page = live(look(viewer, f"/board/?team={team.pk}", width=width))

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-row]").count() == 2
