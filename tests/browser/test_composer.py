"""What one writes in, with its files: nothing in it is lost, and nothing pushes its buttons out."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import clocked, shoot
from tests.browser.pages import live, row
from tests.builders import a_ticket, an_agent
from tickets.actions.save_draft import save_draft
from tickets.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED_THERE = re.compile(r"^Saved \d")
PDF = {"name": "faktur.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 faktur"}


def test_a_draft_survives_a_closed_browser(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = clocked(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Your message").fill("Setengah jadi")
    page.clock.fast_forward(6000)
    expect(page.locator("[data-saved]")).to_have_text(SAVED_THERE)

    again = look(rani, f"/tickets/{ticket.pk}/")

    expect(again.get_by_label("Your message")).to_have_value("Setengah jadi")
    assert Draft.objects.get(ticket=ticket).text == "Setengah jadi"


def test_a_file_is_attached_and_sent(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.locator("[data-attach]").set_input_files(
        {"name": "faktur.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 faktur"}
    )
    expect(page.locator(".file[data-file]")).to_contain_text("faktur.pdf")
    page.get_by_label("Your message").fill("Terlampir")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#timeline .att")).to_contain_text("faktur.pdf")


def test_no_reply_goes_without_a_file_that_was_refused(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    empty = {"name": "kosong.txt", "mimeType": "text/plain", "buffer": b""}
    page.locator("[data-attach]").set_input_files([PDF, empty])
    expect(page.locator(".file[data-state=failed]")).to_contain_text("“kosong.txt” is empty.")
    expect(page.locator("[data-say]")).to_be_empty()  # said once, where the file would be
    page.get_by_label("Your message").fill("Terlampir")

    page.keyboard.press("Control+Enter")

    expect(page.locator("[data-say]")).to_contain_text("Not sent")
    look.wrong.clear()  # the browser logs the refusal
    page.get_by_role("button", name="Remove kosong.txt").click()
    page.get_by_label("Your message").press("Control+Enter")
    expect(page.locator("#timeline .att")).to_contain_text("faktur.pdf")
    assert not ticket.messages.filter(direction="outbound").exclude(attachments__name="faktur.pdf").exists()


def test_a_file_before_the_first_words_does_not_stop_the_saving(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = clocked(look(rani, f"/tickets/{ticket.pk}/"))
    page.locator("[data-attach]").set_input_files(PDF)
    expect(page.locator(".file[data-file]")).to_be_visible()

    page.get_by_label("Your message").fill("Terlampir")

    page.clock.fast_forward(6000)
    expect(page.locator("[data-saved]")).to_have_text(SAVED_THERE)
    assert Draft.objects.get(ticket=ticket).text == "Terlampir"


def test_a_file_comes_back_with_the_reply_that_is_undone(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.locator("[data-attach]").set_input_files(PDF)
    expect(page.locator(".file[data-file]")).to_be_visible()
    page.get_by_label("Your message").fill("Terlampir")
    page.get_by_label("Your message").press("Control+Enter")
    expect(page.locator(".file")).to_have_count(0)

    page.keyboard.press("z")

    expect(page.get_by_label("Your message")).to_have_value("Terlampir")
    expect(page.locator(".file[data-file]")).to_contain_text("faktur.pdf")
    page.get_by_role("button", name="Remove faktur.pdf").click()
    expect(page.locator(".file")).to_have_count(0)
    assert not Draft.objects.get(ticket=ticket).attachments.exists()


def test_what_was_begun_since_is_saved_after_an_undo(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = clocked(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Your message").fill("Kami kirim")
    page.get_by_label("Your message").press("Control+Enter")
    page.get_by_label("Your message").fill("Satu lagi")

    page.locator(".toast").get_by_role("button", name="Undo").click()

    expect(page.get_by_label("Your message")).to_have_value("Kami kirim\n\nSatu lagi")
    page.clock.fast_forward(6000)
    expect(page.locator("[data-saved]")).to_have_text(SAVED_THERE)
    assert Draft.objects.get(ticket=ticket).text == "Kami kirim\n\nSatu lagi"


def test_an_undo_comes_back_to_the_composer_that_is_open_now(look, rani, team):
    first, second = a_ticket(team=team, subject="Satu"), a_ticket(team=team, subject="Dua")
    page = live(look(rani, f"/tickets/{first.pk}/"))
    page.get_by_label("Your message").fill("Kami kirim")
    page.get_by_label("Your message").press("Control+Enter")
    row(page, second).get_by_role("link").click()
    expect(page.locator("#head h2")).to_have_text("Dua")
    row(page, first).get_by_role("link").click()
    expect(page.locator("#head h2")).to_have_text("Satu")

    page.keyboard.press("z")

    expect(page.get_by_label("Your message")).to_have_value("Kami kirim")


@pytest.mark.parametrize(("language", "width"), [("id", 1440), ("en", 1440), ("id", 390)])
def test_no_word_of_the_composer_pushes_its_buttons_out(look, team, language, width):
    agent = an_agent(team, language=language, available=True)
    ticket = a_ticket(team=team, assignee=agent)
    save_draft(ticket, agent=agent, kind="reply", text="Dari jendela satu", version=0)
    page = clocked(look(agent, f"/tickets/{ticket.pk}/", width=width))
    save_draft(ticket, agent=agent, kind="reply", text="Dari jendela dua", version=1)

    page.locator("#composer-text").fill("Tetap ini")
    page.clock.fast_forward(6000)

    warning = page.locator("[data-saved=draft_elsewhere]")
    expect(warning).to_be_visible()
    look.wrong.clear()  # the browser logs the 409
    edges = page.locator("#composer").evaluate(
        "form => [form, ...form.querySelectorAll('.btn, [data-saved]')]"
        ".filter(part => part.checkVisibility()).map(part => part.getBoundingClientRect())"
        ".map(({left, right}) => [left, right])"
    )
    (left, right), *parts = edges
    assert all(left + 6 <= at and to <= right - 6 for at, to in parts), edges
    shoot(page, f"draft-elsewhere-{language}-{width}")
