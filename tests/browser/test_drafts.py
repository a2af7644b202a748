"""What is being written: on the server, in this browser, and in another window of the same agent."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import clocked, held, shoot, until
from tests.browser.pages import live
from tests.builders import a_reply, a_ticket
from tickets.actions.discard_draft import discard_draft
from tickets.actions.save_draft import save_draft
from tickets.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED_THERE = re.compile(r"^Saved \d")


@pytest.fixture
def ticket(team, rani):
    return a_ticket(team=team, assignee=rani)


@pytest.fixture
def page(look, rani, ticket):
    return clocked(look(rani, f"/tickets/{ticket.pk}/"))


def write(page, text):
    page.get_by_label("Your message").fill(text)


def saved(page):
    page.clock.fast_forward(6000)
    expect(page.locator("[data-saved]")).to_have_text(SAVED_THERE)


def said(page):
    return page.get_by_label("Your message")


def kept(ticket, kind="reply"):
    return Draft.objects.filter(ticket=ticket, kind=kind).values_list("text", flat=True).first()


def test_what_was_sent_elsewhere_does_not_come_back(page, ticket, rani):
    write(page, "Kami kirim")
    saved(page)
    discard_draft(ticket, agent=rani, kind="reply")  # as sending does

    page.reload()

    live(page)
    expect(said(page)).to_have_value("")


def test_what_was_changed_after_it_was_sent_elsewhere_comes_back_with_a_warning(look, page, ticket, rani):
    write(page, "Kami kirim")
    saved(page)
    write(page, "Kami kirim besok")
    discard_draft(ticket, agent=rani, kind="reply")

    page.reload()

    live(page)
    expect(said(page)).to_have_value("Kami kirim besok")
    expect(page.locator("[data-saved]")).to_contain_text("sent or thrown away elsewhere")
    page.reload()  # and once more: the warning is not used up
    live(page)
    page.get_by_role("button", name="Throw it away").click()
    expect(said(page)).to_have_value("")
    expect(page.locator("[data-saved]")).to_have_text("")


def test_after_another_window_has_saved_one_can_keep_ones_own_text(look, page, ticket, rani):
    write(page, "Jendela satu")
    saved(page)
    save_draft(ticket, agent=rani, kind="reply", text="Jendela dua", version=1)
    write(page, "Jendela satu lagi")
    page.clock.fast_forward(6000)
    expect(page.locator("[data-saved]")).to_contain_text("another window")
    shoot(page, "draft-elsewhere-ways-out")

    page.get_by_role("button", name="Keep this text").click()

    expect(page.locator("[data-saved]")).to_have_text(SAVED_THERE)
    assert kept(ticket) == "Jendela satu lagi"
    write(page, "Jendela satu, dan terus")
    saved(page)
    assert kept(ticket) == "Jendela satu, dan terus"
    look.wrong.clear()  # the browser logs the 409


def test_a_window_hears_that_its_draft_was_sent_from_another(look, page, ticket, rani):
    write(page, "Kami kirim")
    saved(page)
    discard_draft(ticket, agent=rani, kind="reply")
    write(page, "Kami kirim besok")

    page.clock.fast_forward(6000)

    expect(page.locator("[data-saved]")).to_contain_text("sent or thrown away elsewhere")
    assert kept(ticket) is None
    page.get_by_role("button", name="Keep this text").click()
    expect(page.locator("[data-saved]")).to_have_text(SAVED_THERE)
    expect(said(page)).to_be_focused()
    assert kept(ticket) == "Kami kirim besok"
    look.wrong.clear()  # the browser logs the 409


def test_after_another_window_has_saved_one_can_take_its_text_and_have_ones_own_back(
    look, page, ticket, rani
):
    write(page, "Jendela satu")
    saved(page)
    save_draft(ticket, agent=rani, kind="reply", text="Jendela dua", version=1)
    write(page, "Jendela satu lagi")
    page.clock.fast_forward(6000)

    page.get_by_role("button", name="Take the other text").click()

    expect(said(page)).to_have_value("Jendela dua")
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(said(page)).to_have_value("Jendela satu lagi\n\nJendela dua")
    saved(page)
    assert kept(ticket) == "Jendela satu lagi\n\nJendela dua"
    look.wrong.clear()  # the browser logs the 409


def test_what_is_typed_before_the_script_has_come_stays(page, ticket):
    scripts = held(page, "**/htmx*.js")
    page.reload(wait_until="domcontentloaded")
    until(page, lambda: scripts)
    write(page, "Cepat sekali")

    scripts[0].continue_()

    live(page)
    expect(page.locator("[data-saved]")).to_have_attribute("data-saved", re.compile("saved"))
    expect(said(page)).to_have_value("Cepat sekali")
    saved(page)
    assert kept(ticket) == "Cepat sekali"


def test_what_was_sent_in_vain_before_the_script_had_come_stays(look, page, ticket, maya):
    scripts = held(page, "**/htmx*.js")
    page.reload(wait_until="domcontentloaded")
    until(page, lambda: scripts)
    a_reply(ticket, agent=maya, text="Jawaban Maya")
    write(page, "Jawaban Rani")

    page.get_by_role("button", name="Send", exact=False).last.click()

    expect(page.locator(".comp-notice")).to_contain_text("Jawaban Maya")
    until(page, lambda: len(scripts) == 2)
    scripts[1].continue_()
    live(page)
    expect(page.locator("[data-saved]")).to_have_attribute("data-saved", re.compile("saved"))
    expect(said(page)).to_have_value("Jawaban Rani")
    look.wrong.clear()  # the browser logs the 409


def test_a_note_that_was_open_when_the_page_is_loaded_again_becomes_no_reply(page, ticket):
    write(page, "Halo")
    saved(page)
    page.get_by_role("tab", name="Note").click()
    write(page, "Pelanggan ini sulit")
    saved(page)

    page.reload()

    live(page)
    expect(said(page)).to_have_value("Halo")
    page.clock.fast_forward(6000)
    assert kept(ticket) == "Halo"
    assert kept(ticket, "note") == "Pelanggan ini sulit"
