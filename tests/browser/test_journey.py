"""The main job, end to end, in both languages: mail in, answered, answered back, resolved, reopened."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import shoot
from tests.browser.installation import OUR_ADDRESS, SOON, Installation, sign_in
from tests.browser.webchat.shop import Shop

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True)
class Words:
    """One matter of one customer, and what the page calls things."""

    language: str
    sender: str
    subject: str
    first: str
    answer: str
    back: str
    again: str
    category: str
    priority: str
    sent: str
    resolve: str
    resolved: str
    open: str
    dark: bool


INDONESIAN = Words(
    language="id",
    sender="Rina Wijaya <rina@people.example>",
    subject="Meja jati sampai dalam keadaan retak",
    first="Halo, meja makan Sora saya sampai pagi ini. Permukaannya retak.\n\nSabtu keluarga datang.",
    answer="Halo Kak Rina, mohon maaf. Meja baru kami kirim **Jumat** ini. Apakah cocok?",
    back="Jumat bisa kak, terima kasih!",
    again="Kak, yang rusak sekalian diambil kurir ya?",
    category="Rusak saat tiba",
    priority="Mendesak",
    sent="Terkirim",
    resolve="Selesaikan",
    resolved="Selesai",
    open="Terbuka",
    dark=False,
)
ENGLISH = Words(
    language="en",
    sender="Oliver Bennett <oliver@people.example>",
    subject="Teak table arrived with a cracked top",
    first="Hi, my Sora dining table came this morning. The top is cracked.\n\nFamily comes on Saturday.",
    answer="Hi Oliver, I am sorry about the table. A new one comes this **Friday**. Does that work?",
    back="Friday works, thank you!",
    again="And would you take the broken one back?",
    category="Damaged on arrival",
    priority="Urgent",
    sent="Sent",
    resolve="Resolve",
    resolved="Resolved",
    open="Open",
    dark=True,
)


@pytest.fixture
def place(nusa: Shop) -> Installation:
    return nusa.place


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_the_main_job(browser: Browser, place: Installation, words: Words) -> None:
    rani = sign_in(browser, place.url, "rani@nusa.example", language=words.language, dark=words.dark)
    maya = sign_in(browser, place.url, "maya@nusa.example")
    rani.evaluate("window.neverLoadedAgain = true")

    place.customer_writes(words.sender, words.subject, words.first)
    ticket = arrives_by_itself(rani, words)
    opens_with_all_that_was_decided(rani, ticket, words)
    colleague_sees_typing(rani, maya, ticket, words)
    answer = answers(rani, place, words)
    answer_comes_back_to_the_same_ticket(rani, place, answer, words)
    is_resolved_and_reopened_by_the_customer(rani, place, answer, words)

    assert rani.evaluate("window.neverLoadedAgain")
    assert len(place.mailbox.of(address_of(words))) == 1
    for page in (rani, maya):
        page.context.close()


def arrives_by_itself(page: Page, words: Words) -> str:
    row = page.locator("#ticket-list > li", has_text=words.subject)
    expect(row).to_be_visible(timeout=SOON)
    expect(row.get_by_title("Rani Puspita")).to_be_visible(timeout=SOON)
    return row.get_attribute("data-ticket")


def opens_with_all_that_was_decided(page: Page, ticket: str, words: Words) -> None:
    link = page.locator(f"#t-{ticket}").get_by_role("link")
    link.hover()
    expect(page.locator("script[src*=htmx]")).to_be_attached()
    page.wait_for_load_state("networkidle")
    link.click()
    expect(page.locator("#head h2")).to_have_text(words.subject, timeout=SOON)
    expect(page.locator("#head")).to_contain_text(words.priority, timeout=SOON)
    expect(page.locator("#fact-category option:checked")).to_have_text(words.category, timeout=SOON)
    expect(page.locator("#clocks .clock")).to_have_count(2, timeout=SOON)
    expect(page.locator("#why .why")).to_contain_text(words.category, timeout=SOON)
    shoot(page, f"journey-{words.language}-1-arrived")


def colleague_sees_typing(page: Page, colleague: Page, ticket: str, words: Words) -> None:
    page.locator("#composer-text").press_sequentially(words.answer, delay=100)
    typing = colleague.locator(f"#t-{ticket} .tick-live")
    expect(typing).to_contain_text("Rani is replying", timeout=SOON)
    shoot(colleague, f"journey-{words.language}-2-colleague")


def answers(page: Page, place: Installation, words: Words) -> EmailMessage:
    page.locator("#composer-text").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline .msg-out strong")).to_be_visible(timeout=SOON)
    answer = place.mailbox.wait_for(address_of(words), 1)
    assert str(answer["Subject"]).startswith(f"Re: {words.subject}")
    assert OUR_ADDRESS in str(answer["From"])
    assert words.answer.replace("*", "") in " ".join(text_of(answer).replace("*", "").split())
    expect(page.locator("#timeline .ticks")).to_contain_text(words.sent, timeout=SOON)
    shoot(page, f"journey-{words.language}-3-answered")
    return answer


def answer_comes_back_to_the_same_ticket(
    page: Page, place: Installation, answer: EmailMessage, words: Words
) -> None:
    place.customer_writes(words.sender, str(answer["Subject"]), words.back, answers=answer)
    expect(page.locator("#timeline")).to_contain_text(words.back, timeout=SOON)
    expect(page.locator("#head .th-meta")).to_contain_text(words.open, timeout=SOON)  # before it is resolved
    expect(page.locator("#ticket-list > li", has_text=words.subject)).to_have_count(1)


def is_resolved_and_reopened_by_the_customer(
    page: Page, place: Installation, answer: EmailMessage, words: Words
) -> None:
    page.get_by_role("button", name=words.resolve, exact=True).click()
    expect(page.locator("#head .th-meta")).to_contain_text(words.resolved, timeout=SOON)
    shoot(page, f"journey-{words.language}-4-resolved")
    place.customer_writes(words.sender, str(answer["Subject"]), words.again, answers=answer)
    expect(page.locator("#head .th-meta")).to_contain_text(words.open, timeout=SOON)
    expect(page.locator("#timeline")).to_contain_text(words.again, timeout=SOON)
    expect(page.get_by_role("button", name=words.resolve, exact=True)).to_be_visible(timeout=SOON)
    expect(page.locator("#list .empty")).to_be_hidden()
    shoot(page, f"journey-{words.language}-5-reopened")


def address_of(words: Words) -> str:
    return words.sender.partition("<")[2].rstrip(">")


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()
