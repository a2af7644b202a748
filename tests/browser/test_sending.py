"""A message on its way: it goes as what it was when it was sent, and whoever sent it hears how it ended."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import clocked, held, until
from tests.browser.pages import live, row
from tests.builders import a_reply, a_ticket
from tickets.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PDF = {"name": "faktur.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 faktur"}


@pytest.fixture
def ticket(team, rani):
    return a_ticket(team=team, assignee=rani, subject="Satu")


@pytest.fixture
def other(team, ticket):
    return a_ticket(team=team, subject="Dua")


@pytest.fixture
def page(look, rani, ticket, other):
    return live(look(rani, f"/tickets/{ticket.pk}/"))


def write(page, text):
    page.get_by_label("Your message").fill(text)
    return page.get_by_label("Your message")


def opens(page, ticket):
    row(page, ticket).get_by_role("link").click()
    expect(page.locator("#head h2")).to_have_text(ticket.subject)


def loses_the_answer(page, text):
    """It arrives, and the composer says that it did not."""
    sends = held(page, "**/replies/")
    write(page, text).press("Control+Enter")
    until(page, lambda: sends)
    sends[0].fetch()
    sends[0].abort()
    page.unroute_all()
    expect(page.locator("[data-say]")).to_contain_text("Not sent")


def said(ticket):
    return list(ticket.messages.filter(direction="outbound").order_by("pk").values_list("text", flat=True))


def test_a_note_goes_as_a_note_whatever_is_clicked_meanwhile(ticket, page):
    clocked(page)
    saves = held(page, "**/draft/note/")
    page.get_by_role("tab", name="Note").click()
    write(page, "Pelanggan ini sulit")
    page.clock.fast_forward(6000)
    until(page, lambda: saves)

    page.keyboard.press("Control+Enter")
    page.get_by_role("tab", name="Reply").dispatch_event("click")
    saves[0].continue_()

    expect(page.locator(".msg-note")).to_contain_text("Pelanggan ini sulit")
    assert said(ticket) == []


def test_what_was_refused_is_sent_all_the_same_whatever_is_open_by_then(look, rani, maya, ticket, page):
    area = write(page, "Jawaban Rani")
    page.locator("#log").evaluate("log => log.dataset.seen = '0'")  # as if the page had not been drawn again
    a_reply(ticket, agent=maya, text="Jawaban Maya")
    area.press("Control+Enter")
    expect(page.locator(".comp-notice")).to_contain_text("Jawaban Maya")
    page.get_by_role("tab", name="Note").click()
    write(page, "Hanya untuk kita")

    page.get_by_role("button", name="Send it all the same").click()

    expect(page.locator("#timeline")).to_contain_text("Jawaban Rani")
    assert said(ticket) == ["Jawaban Maya", "Jawaban Rani"]
    look.wrong.clear()  # the browser logs the 409


def test_a_message_that_fails_after_one_has_moved_on_is_told_with_the_way_back(look, ticket, other, page):
    sends = held(page, "**/replies/")
    write(page, "Kami kirim besok").press("Control+Enter")
    until(page, lambda: sends)
    opens(page, other)

    sends[0].fulfill(status=422, json={"error": "No address."})

    toast = page.locator(".toast")
    expect(toast).to_contain_text(f"NL-{ticket.pk}: Not sent. Your text is kept. No address.")
    expect(page.get_by_label("Your message")).to_have_value("")
    until(page, lambda: Draft.objects.filter(ticket=ticket, text="Kami kirim besok"))
    toast.get_by_role("button", name=f"Open NL-{ticket.pk}").click()
    expect(page.locator("#head h2")).to_have_text("Satu")
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim besok")
    look.wrong.clear()  # the browser logs the 422


def test_a_file_that_fails_after_one_has_moved_on_is_told(look, ticket, other, page):
    uploads = held(page, "**/attachments/")
    page.locator("[data-attach]").set_input_files(PDF)
    until(page, lambda: uploads)
    opens(page, other)

    uploads[0].fulfill(status=400, json={"error": "Too large."})

    expect(page.locator(".toast")).to_contain_text(f"NL-{ticket.pk}: Too large.")
    look.wrong.clear()  # the browser logs the 400


def test_a_file_that_fails_leaves_the_focus_where_it_is(look, ticket, page):
    uploads = held(page, "**/attachments/")
    page.locator("[data-attach]").set_input_files(PDF)
    until(page, lambda: uploads)
    page.keyboard.press("t")
    expect(page.locator("#tag-name")).to_be_focused()

    uploads[0].fulfill(status=400, json={"error": "Too large."})

    expect(page.locator(".file[data-state=failed]")).to_contain_text("Too large.")
    expect(page.locator("#tag-name")).to_be_focused()
    look.wrong.clear()  # the browser logs the 400


def test_a_message_that_goes_when_its_ticket_is_open_again_stands_there_no_more(ticket, other, page):
    sends = held(page, "**/replies/")
    write(page, "Kami kirim besok").press("Control+Enter")
    until(page, lambda: sends)
    opens(page, other)
    opens(page, ticket)
    expect(page.get_by_label("Your message")).to_have_value("Kami kirim besok")

    sends[0].continue_()

    expect(page.locator("#timeline")).to_contain_text("Kami kirim besok")
    expect(page.get_by_label("Your message")).to_have_value("")


def test_words_changed_after_an_answer_was_lost_are_sent_if_one_says_so(look, ticket, page):
    loses_the_answer(page, "Kami kirim")

    area = write(page, "Kami kirim besok")
    area.press("Control+Enter")

    notice = page.locator(".comp-notice")
    expect(notice).to_contain_text("Kami kirim")
    expect(area).to_have_value("Kami kirim besok")
    notice.get_by_role("button", name="Send it all the same").click()
    expect(page.locator("#timeline")).to_contain_text("Kami kirim besok")
    assert said(ticket) == ["Kami kirim", "Kami kirim besok"]
    assert not Draft.objects.filter(ticket=ticket).exists()
    look.wrong.clear()  # the browser logs what was cut off, and the 409


def test_ones_own_earlier_words_do_not_hide_what_others_wrote(look, maya, ticket, page):
    loses_the_answer(page, "Kami kirim")
    a_reply(ticket, agent=maya, text="Jawaban Maya")
    expect(page.locator("#timeline")).to_contain_text("Jawaban Maya")
    write(page, "Kami kirim besok").press("Control+Enter")
    notice = page.locator(".comp-notice")
    expect(notice).to_contain_text("Kami kirim")
    page.locator("#log").evaluate("log => log.dataset.seen = '0'")  # as if the page had not been drawn again

    notice.get_by_role("button", name="Send it all the same").click()

    expect(notice).to_contain_text("Jawaban Maya")
    assert said(ticket) == ["Kami kirim", "Jawaban Maya"]
    look.wrong.clear()  # the browser logs what was cut off, and the 409s
