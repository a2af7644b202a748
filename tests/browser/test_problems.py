"""Problems and their incidents, by keys and live."""

import pytest
from playwright.sync_api import expect

from events import actors
from tests.browser.conftest import shoot
from tests.browser.pages import live
from tests.builders import a_ticket, an_agent
from tickets import tasks
from tickets.actions.link_problem import link_problem
from tickets.actions.resolve import resolve
from tickets.models import Message, Ticket

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
    expect(page.locator("#problem").get_by_role("link", name="Part of")).to_be_focused()
    shoot(page, "incident-light")
    page.keyboard.press("z")
    expect(page.locator("#problem")).not_to_contain_text("Part of")
    expect(page.get_by_role("button", name="Link to a problem")).to_be_focused()
    assert Ticket.objects.get(pk=incident.pk).problem_id is None


def test_arrows_lead_from_the_words_to_what_they_find(look, rani, team, problem):
    incident = a_ticket(team=team, subject="My card was refused")
    page = opened(look, rani, incident)

    page.keyboard.press("l")
    expect(page.get_by_label("Number or subject")).to_be_focused()
    page.keyboard.type(f"NL-{problem.pk}")
    expect(page.locator("#problem-found .opt")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#problem-found .opt")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Number or subject")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#problem")).to_contain_text("Part of")


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
    expect(page.get_by_role("button", name="Link to a problem")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#problem")).to_contain_text("Payments by card fail")


@pytest.fixture
def incidents(team, problem):
    """Two that can be reached and one that cannot."""
    made = [a_ticket(team=team, subject=f"Card {n}") for n in range(3)]
    for ticket in made:
        Ticket.objects.filter(pk=ticket.pk).update(language="en")
        link_problem(Ticket.objects.get(pk=ticket.pk), to=problem, by=actors.SYSTEM)
    off = made[2].channel
    off.is_active = False
    off.save(update_fields=["is_active"])
    return made


def test_by_keys_alone_all_incidents_are_answered_and_that_is_taken_back(look, rani, problem, incidents):
    page = opened(look, rani, problem)
    page.locator("#problem").get_by_text("still open").wait_for()

    page.keyboard.press("Shift+A")
    expect(page.get_by_role("heading", name="Answer incidents")).to_be_visible()
    expect(page.get_by_label("English")).to_be_focused()
    page.keyboard.type("It works again, {{ customer.name }}.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Resolve them too")).to_be_checked()
    expect(page.locator("#announce-preview")).to_contain_text("1 cannot be reached and stays open")
    shoot(page, "announce-light")
    page.get_by_role("button", name="Answer 2 incidents").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#announced")).to_contain_text("0 of 3 answered")
    tasks.answer_incidents()
    expect(page.locator("#announced")).to_contain_text("Done: 2 of 3 answered")
    expect(page.locator("#announced")).to_contain_text("The channel is switched off")
    shoot(page, "announced-light")
    page.get_by_role("button", name="Take back").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".toast")).to_contain_text("2 answers taken back")
    assert not Message.objects.filter(ticket__in=incidents, agent=rani, withdrawn_at=None).exists()


def test_a_problem_that_is_resolved_leads_to_its_incidents(look, rani, problem, incidents):
    page = opened(look, rani, problem)
    page.locator("#problem").get_by_text("still open").wait_for()

    page.keyboard.press("Shift+R")

    expect(page.locator("#ticket-say")).to_contain_text("3 incidents of it are still open.")
    shoot(page, "resolved-problem-light")
    page.locator("#ticket-say").get_by_role("link", name="Answer incidents").click()
    expect(page.get_by_role("heading", name="Answer incidents")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_a_phone_in_indonesian_nothing_is_cut_off(look, team, problem, incidents, dark):
    sari = an_agent(team, name="Sari", language="id", available=True)
    page = look(sari, f"/tickets/{problem.pk}/announcement/", dark=dark, width=390, height=844)

    expect(page.get_by_role("heading", name="Jawab insiden")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(page, f"announce-phone-{'dark' if dark else 'light'}-id")
