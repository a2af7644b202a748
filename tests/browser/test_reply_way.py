"""The composer of a chat: its channel, its window, its templates, what it answers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from people.identity import identify
from tests.browser.pages import live
from tests.builders import a_channel, a_customer
from tests.tickets.chats import a_chat, a_template
from tickets.models import Channel, Message, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chat(team, rani):
    """Somebody of their own: rows of other tests stay."""
    number = f"+62811{timezone.now():%H%M%S%f}"[:15]
    ticket = a_chat(address=number, customer=a_customer(number, kind="whatsapp", name="Sari Dewi"))
    identify(kind="mail", address=f"sari{number[1:]}@example.test", also=[("phone", number)])
    Ticket.objects.filter(pk=ticket.pk).update(team=team, assignee=rani, unassigned_reason="")
    Message.objects.filter(ticket=ticket).update(provider_id=f"wamid.{number}")
    ticket.refresh_from_db()
    return ticket


def last_words(ticket, **ago):
    at = timezone.now() - timedelta(**ago)
    Message.objects.filter(ticket=ticket, direction="inbound").update(sent_at=at, created_at=at)


@pytest.fixture
def opened(look, rani, chat):
    return lambda: live(look(rani, f"/tickets/{chat.pk}/"))


def test_a_reply_goes_by_the_channel_that_was_chosen(opened, chat):
    mail = a_channel()
    page = opened()
    page.locator("#composer-text").fill("Lewat surat")

    page.locator("#reply-to .chan").click()
    page.locator("[id^=ways-] .opt", has_text=mail.name).click()
    expect(page.locator("#reply-way [name=channel]")).to_have_value(str(mail.pk))
    expect(page.locator("#composer-text")).to_have_value("Lewat surat")
    page.locator("[data-send='']").click()

    expect(page.locator(".msg-out", has_text="Lewat surat")).to_be_visible()
    assert Message.objects.latest("pk").channel == mail
    expect(page.locator("#reply-way [name=channel]")).to_have_count(0)  # the next one goes as usual


def test_who_chooses_while_the_menu_is_fetched_anew_gets_what_was_chosen(opened, chat):
    mail = a_channel()
    page = opened()
    chosen = page.locator("[id^=ways-] .opt", has_text=mail.name)
    page.locator("#reply-to .chan").click()
    expect(chosen).to_be_visible()
    page.keyboard.press("Escape")
    held = []
    page.route(re.compile(r"/ways?/\?"), lambda route: held.append(route))

    page.locator("#reply-to .chan").click()
    chosen.click()
    while len(held) < 2:
        page.wait_for_timeout(20)
    menu, way = held
    with page.expect_response(re.compile("/ways/")):
        menu.continue_()
    page.wait_for_timeout(200)  # it is drawn
    way.continue_()

    expect(page.locator("#reply-way [name=channel]")).to_have_value(str(mail.pk))


def test_another_channel_puts_what_is_its_own_under_the_words(opened, chat):
    mail = a_channel()
    Channel.objects.filter(pk=mail.pk).update(signatures={mail.language: "Salam hangat"})
    page = opened()
    offer = page.get_by_text("Offer choices")
    expect(offer).to_be_visible()

    page.locator("#reply-to .chan").click()
    page.locator("[id^=ways-] .opt", has_text=mail.name).click()
    expect(page.locator(".comp-sig")).to_contain_text("Goes under it: Salam hangat")
    expect(offer).to_be_hidden()

    page.locator("#reply-to .chan").click()
    page.locator("[id^=ways-] .opt", has_text=chat.channel.name).click()
    expect(offer).to_be_visible()
    expect(page.locator(".comp-sig")).to_have_count(0)


def test_a_choice_that_is_too_long_says_so_while_it_is_typed(opened, chat):
    page = opened()
    page.get_by_text("Offer choices").click()
    choices, said = page.locator("#reply-choices"), page.locator("#reply-choices-say")
    expect(said).to_have_text("At most 20 characters on a button, 24 in a list.")

    choices.press_sequentially("Change my address now")

    expect(said).to_have_text("“Change my address now” has 21 characters: at most 20 fit.")
    expect(choices).to_have_attribute("aria-invalid", "true")
    choices.press_sequentially("\nNo\nMaybe\nLater")  # a list now, which has more room
    expect(said).to_have_text("At most 20 characters on a button, 24 in a list.")
    choices.press_sequentially("\nno")
    expect(said).to_have_text("Two choices are the same.")


def test_the_window_shuts_before_ones_eyes_and_the_words_are_kept(opened, chat):
    a_template(chat.channel)
    last_words(chat, hours=23, minutes=59, seconds=52)
    page = opened()
    page.locator("#composer-text").fill("Hampir terlambat")

    expect(page.locator("#reply-way[data-shut]")).to_be_attached(timeout=20_000)

    expect(page.locator("#composer-text")).to_be_hidden()
    page.locator("[data-send='']").click()
    expect(page.locator("[data-say]")).to_contain_text("Choose a template or another channel")
    assert not Message.objects.filter(ticket=chat, direction="outbound").exists()
    assert page.locator("#composer-text").input_value() == "Hampir terlambat"


def test_a_template_is_filled_in_before_ones_eyes_and_sent(opened, chat):
    template = a_template(chat.channel)
    last_words(chat, hours=30)
    page = opened()
    page.locator("select[name=template]").select_option(str(template.pk))
    first, second = page.locator("[data-fills]").nth(0), page.locator("[data-fills]").nth(1)

    first.fill("Sari")
    expect(page.locator("mark").first).to_have_text("Sari")
    page.locator("[data-send='']").click()
    expect(second).to_be_focused()
    second.fill("NL-7")
    page.locator("[data-send='']").click()

    expect(page.locator(".msg-out", has_text="Halo Sari, pesanan NL-7 siap.")).to_be_visible()


def test_a_message_is_answered_by_its_name_or_with_an_emoji(opened, chat):
    page = opened()
    theirs = page.locator(".msg").first

    theirs.hover()
    theirs.locator(".msg-do").click()
    page.keyboard.type("Segera")
    expect(page.locator("#composer-text")).to_have_value("Segera")
    expect(page.locator(".comp-answers")).to_contain_text("Halo, paket saya?")
    page.locator(".comp-answers button").first.click()

    expect(page.locator(".reactions")).to_contain_text("👍")
    page.locator("[data-send='']").click()
    expect(page.locator(".msg-out .quote")).to_contain_text("Halo, paket saya?")


def test_a_file_that_the_channel_does_not_take_is_refused_before_it_is_sent(opened, chat):
    page = opened()
    large = {"name": "foto.png", "mimeType": "image/png", "buffer": b"0" * (5 * 1024 * 1024 + 1)}

    page.locator("[data-attach]").set_input_files(large)

    expect(page.locator(".file[data-state=failed]")).to_contain_text("at most 5 MB")


def test_the_chosen_channel_is_there_again_with_the_draft(opened, chat):
    mail = a_channel()
    page = opened()
    page.locator("#reply-to .chan").click()
    page.locator("[id^=ways-] .opt", has_text=mail.name).click()
    expect(page.locator("#reply-way [name=channel]")).to_have_value(str(mail.pk))

    page.locator("#composer-text").fill("Lewat surat")
    expect(page.locator(".comp-saved")).to_have_attribute("data-saved", "saved", timeout=15_000)
    page.reload()

    expect(page.locator("#composer-text")).to_have_value("Lewat surat")
    expect(page.locator("#reply-way [name=channel]")).to_have_value(str(mail.pk))
