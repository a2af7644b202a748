"""An answer: written, sent, taken back; what the keys and the toasts do after it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import shoot
from tests.browser.pages import live, row
from tests.builders import a_message, a_reply, a_ticket
from tickets.actions.set_deadline import set_deadline
from tickets.models import Delivery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reply_is_sent_and_can_be_taken_back(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Your message").fill("Kami kirim yang **baru**")

    page.get_by_role("button", name="Send", exact=False).last.click()

    expect(page.locator("#timeline strong")).to_have_text("baru")
    expect(page.locator("#timeline")).to_contain_text("On its way")
    expect(page.get_by_label("Your message")).to_have_value("")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim yang **baru**")
    expect(page.locator("#timeline strong")).to_have_count(0)
    assert Delivery.objects.get(message__ticket=ticket).status == "withdrawn"


def test_the_keyboard_alone_answers(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani))

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#head h2")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("Baik kak")
    page.keyboard.press("Control+Shift+Enter")

    expect(page.locator("#timeline")).to_contain_text("Baik kak")
    expect(page.locator("#head")).to_contain_text("Resolved")
    ticket.refresh_from_db()
    assert ticket.status == "resolved"


def test_the_next_ticket_is_offered_when_one_is_done(look, rani, team):
    first, second = a_ticket(team=team, assignee=rani, subject="Satu"), a_ticket(team=team, subject="Dua")
    page = live(look(rani, f"/tickets/{first.pk}/"))

    page.keyboard.press("Shift+R")
    page.locator(".toast").get_by_role("button", name="Next ticket").click()

    expect(page.locator("#head h2")).to_have_text(second.subject)


def test_a_note_stays_inside(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.get_by_role("tab", name="Note").click()
    page.get_by_label("Your message").fill("Cek gudang dulu")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".msg-note")).to_contain_text("Cek gudang dulu")
    assert not ticket.messages.filter(direction="outbound").exists()


def test_two_replies_do_not_cross_unseen(look, rani, maya, team):
    ticket = a_ticket(team=team)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Your message").fill("Jawaban Rani")
    page.locator("#log").evaluate("log => log.dataset.seen = '0'")  # as if the page had not been drawn again

    a_reply(ticket, agent=maya, text="Jawaban Maya")
    page.get_by_label("Your message").press("Control+Enter")

    notice = page.locator(".comp-notice")
    expect(notice).to_contain_text("Jawaban Maya")
    expect(page.get_by_label("Your message")).to_have_value("Jawaban Rani")
    look.wrong.clear()  # the browser logs the 409
    shoot(page, "crossed-reply")
    notice.get_by_role("button", name="Send it all the same").click()
    expect(page.locator("#timeline")).to_contain_text("Jawaban Rani")


def test_a_resolved_ticket_leaves_the_list_and_undo_brings_it_back(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/?view=mine"))

    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.locator("#head")).to_contain_text("Resolved")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.keyboard.press("z")

    expect(page.locator("#head")).to_contain_text("New")
    ticket.refresh_from_db()
    assert ticket.status == "new"


def test_the_keys_work_after_sending(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Your message").fill("Kami kirim")

    page.get_by_label("Your message").press("Control+Enter")
    expect(page.locator("#log")).to_be_focused()
    page.keyboard.press("z")
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim")

    page.get_by_label("Your message").press("Control+Enter")
    expect(page.locator("#log")).to_be_focused()
    page.wait_for_timeout(700)  # letters are keys again when the hands have rested
    page.keyboard.press("r")
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim")


def test_after_an_answer_j_goes_on_where_the_row_was(look, rani, team):
    tickets = [a_ticket(team=team, assignee=rani, subject=f"Tiket {n}") for n in range(4)]
    for n, ticket in enumerate(tickets, start=1):
        set_deadline(ticket, next_due_at=timezone.now() + timedelta(hours=n), sla_state="ok")
    page = live(look(rani, "/?view=mine"))
    order = page.locator("#ticket-list > li").evaluate_all("rows => rows.map(row => row.id)")
    by_id = {f"t-{ticket.pk}": ticket for ticket in tickets}
    row(page, by_id[order[1]]).get_by_role("link").click()
    expect(page.locator("#head h2")).to_have_text(by_id[order[1]].subject)
    page.mouse.move(700, 450)  # rows stand still under the pointer
    page.get_by_label("Your message").fill("Baik kak")
    page.get_by_label("Your message").press("Control+Enter")
    expect(page.locator("#log")).to_be_focused()
    set_deadline(by_id[order[1]], next_due_at=None, sla_state="")  # as routing does after an answer
    expect(page.locator("#ticket-list > li").last).to_have_id(order[1])

    page.keyboard.press("j")

    expect(page.locator(f"#{order[2]} a")).to_be_focused()


def test_each_toast_names_its_ticket_and_a_newer_one_takes_its_place(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Your message").fill("Kami kirim")
    page.get_by_label("Your message").press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text(f"NL-{ticket.pk}: Sending in")
    page.keyboard.press("z")
    expect(page.locator(".toast")).to_contain_text(f"NL-{ticket.pk}: Not sent")

    page.get_by_label("Your message").press("Control+Enter")

    expect(page.locator(".toast")).to_have_count(1)
    expect(page.locator(".toast")).to_contain_text("Sending in")


def test_a_reply_shows_its_fate(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    reply = a_reply(ticket, agent=rani)
    Delivery.objects.filter(message=reply).update(status="failed", state="dead", reason="mailbox_full")
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    expect(page.locator(".ticks-bad")).to_contain_text("mailbox is full")
    page.get_by_role("button", name="Try again").click()

    expect(page.locator("#timeline")).to_contain_text("On its way")
    a_message(ticket)
