"""Problems and their incidents, by keys and live."""

import pytest
from playwright.sync_api import expect

from events import actors
from tests.browser.conftest import shoot
from tests.browser.pages import live
from tests.builders import a_ticket
from tickets.actions.link_problem import link_problem
from tickets.actions.resolve import resolve
from tickets.models import Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def problem(team):
    return a_ticket(team=team, subject="Payments by card fail")


def opened(look, agent, ticket, **how):
    page = live(look(agent, f"/tickets/{ticket.pk}/", **how))
    page.locator("#problem").wait_for(state="attached")
    return page


def test_by_keys_alone_a_ticket_is_linked_and_that_is_undone(look, rani, team, problem):
    incident = a_ticket(team=team, subject="My card was refused")
    page = opened(look, rani, incident)

    page.keyboard.press("l")
    expect(page.get_by_label("Number or subject")).to_be_focused()
    page.keyboard.type(f"NL-{problem.pk}")
    expect(page.locator("#problem-found .opt")).to_have_count(1)
    shoot(page, "problem-menu-light")
    page.keyboard.press("Enter")

    expect(page.locator(".toast")).to_contain_text(f"Linked to NL-{problem.pk}")
    expect(page.locator("#problem")).to_contain_text("Part of")
    assert Ticket.objects.get(pk=incident.pk).problem_id == problem.pk
    shoot(page, "incident-light")
    page.keyboard.press("z")
    expect(page.locator("#problem")).not_to_contain_text("Part of")
    assert Ticket.objects.get(pk=incident.pk).problem_id is None


def test_whoever_looks_at_the_problem_sees_incidents_come_and_be_done(look, rani, team, problem):
    incident = a_ticket(team=team, subject="My card was refused")
    page = opened(look, rani, problem)
    expect(page.locator("#problem")).to_contain_text("Link to a problem")

    link_problem(incident, to=problem, by=actors.SYSTEM)
    expect(page.locator("#problem")).to_contain_text("1 of 1 incidents is still open")
    shoot(page, "problem-light")

    resolve(Ticket.objects.get(pk=incident.pk), by=actors.SYSTEM)
    expect(page.locator("#problem")).to_contain_text("1 incident, done")
    expect(page.locator("#timeline")).to_contain_text(f"NL-{incident.pk} is one of its incidents")


def test_whoever_looks_at_the_incident_sees_that_it_is_part_of_something(look, rani, team, problem):
    incident = a_ticket(team=team, subject="My card was refused")
    page = opened(look, rani, incident)

    link_problem(incident, to=problem, by=actors.SYSTEM)

    expect(page.locator("#problem")).to_contain_text("Payments by card fail")
    page.get_by_role("button", name="Unlink").click()
    expect(page.locator("#problem")).to_contain_text("Link to a problem")
    page.keyboard.press("z")
    expect(page.locator("#problem")).to_contain_text("Payments by card fail")
