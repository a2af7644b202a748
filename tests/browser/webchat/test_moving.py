"""From WhatsApp to the chat of the shop's site and back, with two pages open: the customer's and the agent's.

A whole installation; the customer's telephone is at a provider on loopback, and signed in to the shop they
are the same person. Nothing is loaded again.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import shoot, until
from tests.browser.installation import SOON, sign_in
from tests.browser.webchat.moving_words import ENGLISH, INDONESIAN, Words
from tests.browser.webchat.shop import CHAT, Shop
from tests.browser.webchat.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_a_customer_moves_from_whatsapp_to_the_chat_and_back(
    browser: Browser, nusa: Shop, words: Words
) -> None:
    rani = sign_in(browser, nusa.place.url, "rani@nusa.example", language=words.language, dark=words.dark)
    rani.evaluate("window.neverLoadedAgain = true")

    begins_on_whatsapp(rani, nusa, words)
    first = ticket_on(rani)
    nusa.window_shuts(words.number)
    customer = comes_to_the_site(browser, nusa, words)
    second = is_one_customer(rani, words)
    assert second != first
    is_answered_in_the_chat_on_the_first_ticket(rani, customer, nusa, first, words)
    goes_on_in_the_chat(rani, customer, second, words)
    goes_back_to_whatsapp(rani, customer, nusa, first, words)

    for page in (rani, customer.page):
        assert page.evaluate("window.neverLoadedAgain")
        page.context.close()
    assert customer.wrong == []


def begins_on_whatsapp(page: Page, nusa: Shop, words: Words) -> None:
    nusa.customer_writes(words.number, words.name, words.on_whatsapp)
    opens(page, page.locator("#ticket-list > li", has_text=words.name), words.on_whatsapp)
    answers(page, words.answer)
    until(page, lambda: nusa.arrived(words.number) == [words.answer])


def comes_to_the_site(browser: Browser, nusa: Shop, words: Words) -> Visit:
    """Signed in there: the shop's server says which number is theirs."""
    about = f'data-identity="{nusa.identity_of(words.number, words.name)}"'
    url = nusa.site.put(f"/{words.language}", CHAT, lang=words.language, data=about)
    customer = nusa.visit(browser, url, dark=words.dark)
    customer.page.evaluate("window.neverLoadedAgain = true")
    customer.open()
    customer.write(words.in_chat)
    return customer


def is_one_customer(page: Page, words: Words) -> str:
    """Their chat comes in by itself, beside the ticket from WhatsApp; one page tells all of it."""
    row = page.locator("#ticket-list > li", has_text=words.in_chat)
    opens(page, row, words.in_chat)
    expect(page.locator("#customer")).to_contain_text(words.name)
    expect(page.locator("#customer")).to_contain_text(f"+{words.number}")
    expect(page.locator("#previous")).to_contain_text(words.other_tickets, timeout=SOON)
    shoot(page, f"moving-{words.language}-1-one-customer")
    ticket = ticket_on(page)

    history = page.context.new_page()
    history.goto(page.locator("#customer h2 a").get_attribute("href") or "")
    said = history.locator(".said-words")
    expect(said).to_have_text([words.in_chat, words.answer, words.on_whatsapp], timeout=SOON)
    shoot(history, f"moving-{words.language}-2-one-history")
    history.close()
    return ticket


def is_answered_in_the_chat_on_the_first_ticket(
    page: Page, customer: Visit, nusa: Shop, first: str, words: Words
) -> None:
    """WhatsApp takes no words any more: the composer says so, and by what they can be reached now."""
    opens(page, page.locator(f"#t-{first}"), words.on_whatsapp)
    expect(page.locator("#reply-to .win-shut")).to_contain_text(words.shut, timeout=SOON)
    shoot(page, f"moving-{words.language}-3-window-shut")
    chooses(page, "Toko daring")
    answers(page, words.answer_in_chat)

    customer.sees(words.answer_in_chat)
    assert words.answer not in customer.said()  # what was said on WhatsApp stays there
    assert nusa.arrived(words.number) == [words.answer]
    shoot(customer.page, f"moving-{words.language}-4-in-the-chat")


def goes_on_in_the_chat(page: Page, customer: Visit, second: str, words: Words) -> None:
    customer.write(words.more_in_chat)
    opens(page, page.locator(f"#t-{second}"), words.more_in_chat)
    answers(page, words.answer_to_more)
    customer.sees(words.answer_to_more)
    assert customer.said()[-3:] == [words.answer_in_chat, words.more_in_chat, words.answer_to_more]


def goes_back_to_whatsapp(page: Page, customer: Visit, nusa: Shop, first: str, words: Words) -> None:
    """The agent has the chat open; the window is open again, and WhatsApp among the ways."""
    nusa.customer_writes(words.number, words.name, words.again_on_whatsapp)
    expect(page.locator(f"#t-{first}")).to_contain_text(words.again_on_whatsapp, timeout=SOON)
    chooses(page, "WhatsApp Nusa")
    answers(page, words.last_answer)

    until(page, lambda: nusa.arrived(words.number) == [words.answer, words.last_answer])
    assert words.last_answer not in customer.said()
    shoot(page, f"moving-{words.language}-5-back")


def opens(page: Page, row, text: str) -> None:
    page.mouse.move(700, 450)  # rows do not move under a pointer
    expect(row).to_be_visible(timeout=SOON)
    row.get_by_role("link").first.click()
    expect(page.locator("#timeline")).to_contain_text(text, timeout=SOON)


def ticket_on(page: Page) -> str:
    return page.locator("#thread").get_attribute("data-ticket") or ""


def chooses(page: Page, channel: str) -> None:
    """From the ways beside the words where the window is shut, else from the menu."""
    beside = page.locator("#reply-way .comp-ways .opt", has_text=channel)
    if not beside.is_visible():
        page.locator("#reply-to .chan").click()
        beside = page.locator("[id^=ways-] .opt", has_text=channel)
    beside.click()
    expect(page.locator("#reply-way [name=channel]")).to_be_attached(timeout=SOON)


def answers(page: Page, text: str) -> None:
    page.locator("#composer-text").fill(text)
    page.locator("#composer-text").press("Control+Enter")
    expect(page.locator("#timeline .msg-out", has_text=text)).to_be_visible(timeout=SOON)
