"""What two agents see of each other and of the customer, live."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from events import actors
from tests.browser.conftest import shoot
from tests.browser.pages import live, row
from tests.builders import a_customer, a_ticket, an_agent, receives
from tickets.actions.assign import assign
from tickets.actions.resolve import resolve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_new_ticket_appears_without_reloading(look, rani, team):
    page = live(look(rani))
    expect(page.get_by_text("No open tickets")).to_be_visible()

    ticket = a_ticket(team=team, subject="Meja retak", text="Permukaannya retak")

    expect(row(page, ticket)).to_contain_text("Meja retak")
    expect(page.locator("[data-count=all]").first).to_have_text("1")
    expect(page.locator(f"[data-count=team-{team.pk}]")).to_have_text("1")


def test_a_message_appears_in_the_open_ticket_and_its_row(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    receives(ticket, text="Sudah ketemu kak")

    expect(page.locator("#timeline")).to_contain_text("Sudah ketemu kak")
    expect(row(page, ticket)).to_contain_text("Sudah ketemu kak")


def test_a_ticket_opens_beside_the_list_and_the_list_stays(look, rani, team):
    first, second = a_ticket(team=team, subject="Satu"), a_ticket(team=team, subject="Dua")
    page = live(look(rani))
    page.evaluate("window.stays = true")

    row(page, first).get_by_role("link").click()
    expect(page.locator("#head h2")).to_have_text("Satu")
    row(page, second).get_by_role("link").click()
    expect(page.locator("#head h2")).to_have_text("Dua")

    expect(row(page, second).locator("a")).to_have_attribute("aria-current", "true")
    expect(page).to_have_title(f"NL-{second.pk} Dua · Alur")
    assert page.evaluate("window.stays")
    page.go_back()
    expect(page.locator("#head h2")).to_have_text("Satu")


def test_a_colleague_sees_who_looks_and_who_types(look, rani, maya, team):
    ticket = a_ticket(team=team)
    hers = live(look(maya))
    mine = live(look(rani, f"/tickets/{ticket.pk}/"))
    theirs = live(look(maya, f"/tickets/{ticket.pk}/"))

    expect(theirs.locator("#head .viewers")).to_have_text("Rani is viewing")
    mine.get_by_label("Your message").press_sequentially("Halo", delay=60)

    expect(row(hers, ticket).locator(".tick-live")).to_have_text("Rani is replying", timeout=2000)
    expect(theirs.locator("#composer .comp-others")).to_contain_text("Rani is replying")
    shoot(theirs, "colleague-typing")


def test_where_two_write_at_once_each_still_reads_the_status_and_what_was_saved(look, rani, team):
    """A supervisor can take over besides: the most that a head holds."""
    dimas = an_agent(team, name="Dimas Prasetyo", language="id", role="supervisor")
    ticket = a_ticket(team=team, assignee=rani)
    theirs = live(look(dimas, f"/tickets/{ticket.pk}/"))
    mine = live(look(rani, f"/tickets/{ticket.pk}/"))

    theirs.locator("#composer-text").press_sequentially("Halo")
    expect(theirs.locator(".comp-saved")).not_to_be_empty()
    mine.locator("#composer-text").press_sequentially("Halo", delay=60)
    expect(theirs.locator("#composer .comp-others")).to_contain_text("Rani sedang membalas")

    edges = "all => all.map((one) => one.getBoundingClientRect()).map((box) => [box.left, box.right])"
    boxes = theirs.locator(".comp-others > *, .comp-saved").evaluate_all(edges)
    assert all(left[1] <= right[0] + 1 for left, right in pairwise(boxes)), boxes
    status = theirs.locator("#head .th-meta > .clip:not(.yields)").first
    assert status.evaluate("one => one.scrollWidth <= one.clientWidth + 1"), status.inner_text()
    shoot(theirs, "two-write")


def test_what_a_colleague_changes_shows_at_once(look, rani, maya, team):
    ticket = a_ticket(team=team)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    expect(page.get_by_role("button", name="Take it")).to_be_visible()

    assign(ticket, to=maya, by=actors.agent(maya))

    expect(page.get_by_label("Assignee")).to_have_value(str(maya.pk))
    expect(page.get_by_role("button", name="Take it")).to_have_count(0)
    expect(row(page, ticket).get_by_title("Maya Hartanto")).to_be_visible()


def test_a_choice_made_on_an_old_page_is_refused_with_what_was_done(look, rani, maya, team):
    ticket = a_ticket(team=team)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Assignee").wait_for()
    page.route("**/facts/", lambda route: route.abort())
    page.route("**/head/", lambda route: route.abort())
    assign(ticket, to=maya, by=actors.agent(maya))

    page.get_by_label("Assignee").select_option(str(rani.pk))

    expect(page.locator("#ticket-say")).to_contain_text("Assigned to Maya Hartanto")
    expect(page.get_by_label("Assignee")).to_have_value(str(maya.pk))
    look.wrong.clear()  # the browser logs the 409 and the requests cut off here
    ticket.refresh_from_db()
    assert ticket.assignee == maya


def test_the_page_catches_up_after_its_connection_was_away(look, rani, team):
    page = live(look(rani))
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    ticket = a_ticket(team=team, subject="Datang saat putus")
    page.wait_for_timeout(500)
    expect(row(page, ticket)).to_have_count(0)

    page.context.set_offline(False)

    expect(row(page, ticket)).to_contain_text("Datang saat putus", timeout=20_000)
    look.wrong.clear()


def test_a_row_that_could_not_be_fetched_is_fetched_again(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani))
    failures = iter([True])
    page.route(
        "**/tickets/rows/**", lambda route: route.abort() if next(failures, False) else route.continue_()
    )

    receives(ticket, text="Masih di sana?")

    expect(row(page, ticket)).to_contain_text("Masih di sana?")
    look.wrong.clear()  # the browser says that a request failed


def test_notifications_wait_behind_the_bell(look, rani, maya, team):
    ticket = a_ticket(team=team)
    page = live(look(rani))

    assign(ticket, to=rani, by=actors.agent(maya))

    expect(page.locator("[data-unheard]").first).to_be_visible()
    page.get_by_role("button", name="Notifications").click()
    expect(page.locator("#notifications")).to_contain_text("Assigned to you")
    shoot(page, "notifications")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator("#bell [data-unheard]")).to_be_hidden()


def test_presence_is_chosen_in_the_menu_and_seen_by_others(look, rani, maya, team):
    a_ticket(team=team, assignee=rani)
    hers = live(look(maya))
    mine = live(look(rani))

    mine.locator(".me").click()
    mine.get_by_role("menuitemradio", name="On a break").click()

    expect(hers.locator(f"[data-presence-of='{rani.pk}']").first).to_have_class("pr pr-break")


def test_the_next_page_of_the_list_comes_as_one_scrolls(look, rani, team):
    customer = a_customer()
    for n in range(45):
        a_ticket(team=team, customer=customer, subject=f"Tiket {n}")
    page = live(look(rani))
    expect(page.locator("#ticket-list > li")).to_have_count(40)

    page.locator("#ticket-list > li").last.scroll_into_view_if_needed()
    page.locator(".pane-list .scroll").evaluate("pane => pane.scrollTo(0, pane.scrollHeight)")

    expect(page.locator("#ticket-list > li")).to_have_count(45)
    assert len(set(page.locator("#ticket-list > li").evaluate_all("rows => rows.map(row => row.id)"))) == 45


def test_an_agent_who_loses_the_team_sees_it_go(look, rani, team):
    ticket = a_ticket(team=team)
    page = live(look(rani))
    expect(row(page, ticket)).to_be_visible()

    rani.memberships.all().delete()

    expect(row(page, ticket)).to_have_count(0, timeout=15_000)
    look.wrong.clear()


def test_a_ticket_resolved_by_a_colleague_leaves_after_a_moment(look, rani, maya, team):
    ticket = a_ticket(team=team)
    page = live(look(rani))
    expect(row(page, ticket)).to_be_visible()

    resolve(ticket, by=actors.agent(maya))

    expect(row(page, ticket)).to_have_count(0, timeout=10_000)
    ticket.refresh_from_db()
    assert ticket.status == "resolved"
