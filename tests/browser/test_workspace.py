"""What two agents see of each other and of the customer, live."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events import actors
from tests.browser.conftest import live, row, shoot
from tests.builders import a_customer, a_message, a_reply, a_ticket, an_agent, receives
from tickets.actions.assign import assign
from tickets.actions.resolve import resolve
from tickets.actions.save_draft import save_draft
from tickets.actions.set_deadline import set_deadline
from tickets.models import Delivery, Draft

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


def test_a_draft_survives_a_closed_browser(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Your message").fill("Setengah jadi")
    expect(page.locator("[data-saved]")).to_contain_text("Saved", timeout=8000)
    page.wait_for_timeout(5500)

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


SAVED_THERE = re.compile(r"^Saved \d")
PDF = {"name": "faktur.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 faktur"}


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


def test_a_file_before_the_first_words_does_not_stop_the_saving(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.locator("[data-attach]").set_input_files(PDF)
    expect(page.locator(".file[data-file]")).to_be_visible()

    page.get_by_label("Your message").fill("Terlampir")

    expect(page.locator("[data-saved]")).to_have_text(SAVED_THERE)
    assert Draft.objects.get(ticket=ticket).text == "Terlampir"


def test_what_was_begun_since_is_saved_after_an_undo(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.get_by_label("Your message").fill("Kami kirim")
    page.get_by_label("Your message").press("Control+Enter")
    page.get_by_label("Your message").fill("Satu lagi")

    page.locator(".toast").get_by_role("button", name="Undo").click()

    expect(page.get_by_label("Your message")).to_have_value("Kami kirim\n\nSatu lagi")
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


def test_html_mail_is_shown_in_a_frame_where_nothing_runs_or_loads(look, rani, team):
    asked = []
    html = (
        '<p style="color:#c00">Halo</p><script>parent.hacked = 1</script>'
        '<img data-remote-src="http://tracker.invalid/p.gif">'
    )
    ticket = a_ticket(team=team, assignee=rani, html=html, has_remote_images=True)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_text("As it was sent").click()

    frame = page.frame_locator(".mail-frame")
    expect(frame.get_by_text("Halo")).to_be_visible()
    assert page.evaluate("window.hacked === undefined")
    assert not [url for url in asked if "tracker" in url]
    assert page.locator(".mail-frame").evaluate("frame => frame.clientHeight") < 200
    page.get_by_role("button", name="Show images").click()
    page.wait_for_timeout(500)
    assert [url for url in asked if "tracker" in url]
    look.wrong.clear()  # the tracker cannot be reached, and the script was refused


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


def test_a_reply_shows_its_fate(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    reply = a_reply(ticket, agent=rani)
    Delivery.objects.filter(message=reply).update(status="failed", state="dead", reason="mailbox_full")
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    expect(page.locator(".ticks-bad")).to_contain_text("mailbox is full")
    page.get_by_role("button", name="Try again").click()

    expect(page.locator("#timeline")).to_contain_text("On its way")
    a_message(ticket)


@pytest.mark.parametrize(("language", "width"), [("id", 1440), ("en", 1440), ("id", 390)])
def test_no_word_of_the_composer_pushes_its_buttons_out(look, team, language, width):
    agent = an_agent(team, language=language, available=True)
    ticket = a_ticket(team=team, assignee=agent)
    save_draft(ticket, agent=agent, kind="reply", text="Dari jendela satu", version=0)
    page = live(look(agent, f"/tickets/{ticket.pk}/", width=width))
    save_draft(ticket, agent=agent, kind="reply", text="Dari jendela dua", version=1)

    page.locator("#composer-text").fill("Tetap ini")

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
