"""What a ticket is said to be: what shows is what holds, and what somebody is typing stays."""

import pytest
from playwright.sync_api import expect

from events import actors
from tests.browser.pages import live
from tests.builders import a_team, a_ticket, an_agent
from tickets.actions.set_subject import set_subject

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rani(web):
    return an_agent(a_team(), name="Rani Puspita", language="en", available=True)


@pytest.fixture
def ticket(rani):
    return a_ticket(team=rani.teams.get(), assignee=rani)


@pytest.fixture
def page(look, rani, ticket):
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Assignee").wait_for()
    return page


@pytest.mark.parametrize("failure", ["no answer", "refused", "broken"])
def test_a_choice_that_was_not_kept_does_not_stay_on_the_screen(look, page, failure):
    answers = {"refused": 403, "broken": 500}
    page.route(
        "**/priority/",
        lambda route: (
            route.fulfill(status=answers[failure], json={}) if failure in answers else route.abort()
        ),
    )

    page.get_by_label("Priority", exact=True).select_option("urgent")

    expect(page.locator(".toast")).to_be_visible()
    expect(page.get_by_label("Priority", exact=True)).to_have_value("normal")
    look.wrong.clear()  # the browser logs what was refused


def test_a_choice_leaves_closed_sections_and_half_a_tag_as_they_are(page):
    page.get_by_text("Change the subject").click()
    page.get_by_label("Add tag").fill("gar")
    page.locator("#facts-tags > summary").click()

    page.get_by_label("Priority", exact=True).select_option("urgent")

    expect(page.locator("#facts option[value=urgent]")).to_have_attribute("selected", "")
    expect(page.locator("#facts .fact-subject")).to_have_attribute("open", "")
    expect(page.locator("#facts-tags")).not_to_have_attribute("open", "")
    page.locator("#facts-tags > summary").click()
    expect(page.get_by_label("Add tag")).to_have_value("gar")


def test_a_field_is_ready_for_the_next_tag_when_one_is_there(page):
    page.get_by_label("Add tag").fill("garansi")
    page.get_by_label("Add tag").press("Enter")

    expect(page.locator("#facts-tags .tag")).to_contain_text("garansi")
    expect(page.get_by_label("Add tag")).to_have_value("")


def test_a_subject_that_was_changed_here_follows_what_others_make_of_it(page, ticket):
    page.get_by_text("Change the subject").click()
    page.locator("#fact-subject").fill("Meja retak")
    page.locator("#fact-subject").press("Enter")
    expect(page.locator("#head h2")).to_have_text("Meja retak")
    page.locator("#log").focus()
    ticket.refresh_from_db()
    maya = an_agent(ticket.team, name="Maya", available=True)

    set_subject(ticket, to="Meja tamu retak", by=actors.agent(maya))

    expect(page.locator("#fact-subject")).to_have_value("Meja tamu retak")
