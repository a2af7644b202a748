"""Two pages open, the visitor's and the agent's: what one writes the other sees, whatever comes between."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import shoot, until
from tests.browser.webchat.talk import agents_page, answer, newest_ticket, texts_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_words_files_typing_and_reading_go_both_ways(look, visiting, shop, chat, rani):
    visitor = visiting(shop).open()
    visitor.sees("How can we help?")

    visitor.write("Is the table still there?")
    visitor.state("Delivered to us")
    ticket = newest_ticket(chat)
    agent = agents_page(look, rani, ticket)
    expect(agent.locator("#timeline")).to_contain_text("Is the table still there?")
    visitor.state("Read by us")

    agent.locator("#composer-text").press_sequentially("Yes, **two** are left.", delay=60)
    expect(visitor.page.get_by_text("Rani is typing")).to_be_visible()
    answer(agent, "Yes, **two** are left.")
    visitor.sees("Yes, two are left.")
    expect(visitor.log.locator("strong")).to_have_text("two")
    expect(visitor.page.get_by_text("Rani is typing")).to_be_hidden()
    expect(agent.locator("#timeline .ticks").last).to_contain_text("Read")

    visitor.page.locator("alur-chat input[type=file]").set_input_files(
        {"name": "room.txt", "mimeType": "text/plain", "buffer": b"3 x 4 metres"}
    )
    visitor.write("My room")
    expect(agent.locator("#timeline")).to_contain_text("room.txt")
    expect(visitor.log.locator("a.file")).to_contain_text("room.txt")
    shoot(visitor.page, "webchat-talk")
    shoot(agent, "webchat-talk-agent")


def test_an_answer_to_a_closed_chat_stands_on_the_button(look, visiting, shop, chat, rani):
    visitor = visiting(shop).open()
    visitor.write("Hello")
    visitor.state("Delivered to us")
    visitor.page.keyboard.press("Escape")
    expect(visitor.launcher).to_be_focused()

    answer(agents_page(look, rani, newest_ticket(chat)), "Good morning")

    expect(visitor.launcher).to_have_attribute("aria-label", "Open chat, 1 new message")
    visitor.page.reload()
    expect(visitor.launcher).to_have_attribute("aria-label", "Open chat, 1 new message")
    visitor.launcher.click()
    expect(visitor.page.locator("alur-chat .count")).to_be_hidden()
    visitor.sees("Good morning")


def test_a_reload_brings_everything_back(look, visiting, shop, chat, rani):
    visitor = visiting(shop).open()
    visitor.write("First")
    visitor.state("Delivered to us")
    answer(agents_page(look, rani, newest_ticket(chat)), "Answer")
    visitor.sees("Answer")
    visitor.field.fill("half a thou")

    visitor.page.reload()

    expect(visitor.panel).to_be_visible()
    visitor.sees("Answer")
    expect(visitor.field).to_have_value("half a thou")
    assert visitor.said() == ["First", "Answer"]


def test_who_answers_somebody_that_has_left_reads_first_what_becomes_of_it(look, visiting, shop, chat, rani):
    visitor = visiting(shop).open()
    visitor.write("Hello")
    visitor.state("Delivered to us")
    agent = agents_page(look, rani, newest_ticket(chat))
    said = agent.locator("#composer [data-reach]")
    expect(agent.locator("#visitor")).to_contain_text("Here now")
    expect(said).to_be_hidden()

    visitor.page.goto("about:blank")
    expect(said).to_contain_text("They have left. Left no email address")
    visitor.page.go_back()

    expect(agent.locator("#visitor")).to_contain_text("Here now")
    expect(said).to_be_hidden()


def test_two_tabs_show_the_same_and_send_once(visiting, shop, chat):
    first = visiting(shop).open()
    first.write("from the first")
    first.state("Delivered to us")
    second = visiting(shop, context=first.page.context)
    if not second.panel.is_visible():
        second.open()

    second.write("from the second")

    first.sees("from the second")
    second.sees("from the first")
    second.state("Delivered to us")
    assert texts_of(chat) == ["from the first", "from the second"]


def test_forgetting_leaves_nothing_on_the_device(visiting, shop, chat):
    visitor = visiting(shop).open()
    visitor.write("private")
    visitor.sees("private")

    visitor.page.get_by_role("button", name="More").click()
    visitor.page.get_by_role("menuitem", name="Forget me on this device").click()

    until(visitor.page, lambda: visitor.page.evaluate("Object.keys(localStorage).length") == 0)
    visitor.launcher.click()
    visitor.sees("How can we help?")
    assert "private" not in visitor.said()
