"""Another team is asked by keys alone, answers on its own page, and is heard where it was asked."""

from __future__ import annotations

import pytest

from tests.browser.pages import live
from tests.builders import a_team, an_agent, receives
from tests.tickets.escalating.internal import an_escalation
from tickets.models import Message, Note, Ticket

REST = 800  # right after something was sent letters are no keys (lib/keyboard.js)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def technicians(db):
    return a_team()


@pytest.fixture
def bima(technicians):
    return an_agent(technicians, name="Bima Sakti", language="en")


@pytest.fixture
def ticket(team, rani):
    found = receives(text="It does not lock.").ticket
    Ticket.objects.filter(pk=found.pk).update(team=team, assignee=rani, unassigned_reason="")
    found.refresh_from_db()
    return found


def test_e_asks_another_team_and_its_answer_is_heard_beside_the_ticket(look, ticket, rani, technicians, bima):
    page = look(rani, f"/tickets/{ticket.pk}/")
    page.keyboard.press("e")
    page.wait_for_selector("#escalate-to:focus")

    page.select_option("#escalate-to", label=technicians.name)
    page.keyboard.press("Tab")
    page.keyboard.type("Why does it not lock?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_selector("#escalations .asked")
    child = ticket.children.get()
    assert child.notes.get().text == "Why does it not lock?"
    page.wait_for_selector("#escalate-form", state="hidden")

    theirs = live(look(bima, f"/tickets/{child.pk}/"))
    theirs.wait_for_selector("#history .msg")
    assert "It does not lock." in theirs.inner_text("#history")
    for words in ("The battery is empty.", "It is replaced."):
        theirs.keyboard.press("n")
        theirs.wait_for_selector("#composer-text:focus")
        theirs.keyboard.type(words)
        theirs.keyboard.press("ControlOrMeta+Enter")
        theirs.wait_for_selector(f"#timeline >> text={words}")
        theirs.wait_for_selector("#log:focus")  # it is sent
        theirs.wait_for_timeout(REST)
        assert theirs.get_attribute("#composer", "data-kind") == "note"

    page.wait_for_selector("#escalations >> text=It is replaced.")
    assert not Message.objects.filter(ticket=child).exists()
    assert Note.objects.filter(ticket=child).count() == 3


def test_what_still_goes_on_is_asked_about_before_a_ticket_is_resolved_by_a_key(
    look, ticket, rani, technicians
):
    child = an_escalation(ticket, to=technicians, agent=rani)
    page = look(rani, f"/tickets/{ticket.pk}/")

    page.keyboard.press("Shift+R")
    page.wait_for_selector("#ticket-say button[value=keep]:focus")
    look.wrong.clear()  # the browser logs the 409
    assert f"-{child.pk}" in page.inner_text("#ticket-say")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_selector("#head[data-done]")
    page.wait_for_selector("#ticket-say:empty", state="attached")
    page.wait_for_selector("#escalations >> text=Cancelled")
    child.refresh_from_db()
    assert child.cancelled_at is not None


def test_a_reply_that_resolves_keeps_its_words_until_it_is_said_what_becomes_of_the_rest(
    look, ticket, rani, technicians
):
    an_escalation(ticket, to=technicians, agent=rani)
    page = look(rani, f"/tickets/{ticket.pk}/")
    page.fill("#composer-text", "A new lock is on its way.")

    page.click("[data-send=resolve]")
    page.wait_for_selector(".comp-notice [data-composer-do=keep]")
    look.wrong.clear()  # the browser logs the 409
    assert page.input_value("#composer-text") == "A new lock is on its way."
    page.click(".comp-notice [data-composer-do=keep]")

    page.wait_for_selector("#head[data-done]")
    assert ticket.messages.get(direction="outbound").text == "A new lock is on its way."
