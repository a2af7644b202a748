"""A whole chat in both languages, against the real server: asked first, talked, sent files, resolved, rated.

Both pages stay open, the visitor's and the agent's, and nothing is loaded again.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import shoot
from tests.browser.installation import SOON, sign_in
from tests.browser.webchat.journey_words import ENGLISH, INDONESIAN, Words
from tests.browser.webchat.shop import ASKING_CHAT, Shop
from tests.browser.webchat.visit import Visit
from tests.tickets.files import a_picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_a_chat_from_the_first_question_to_the_rating(browser: Browser, nusa: Shop, words: Words) -> None:
    rani = sign_in(browser, nusa.place.url, "rani@nusa.example", language=words.language, dark=words.dark)
    url = nusa.site.put(f"/{words.language}", ASKING_CHAT, lang=words.language)
    visitor = nusa.visit(browser, url, dark=words.dark)
    for page in (rani, visitor.page):
        page.evaluate("window.neverLoadedAgain = true")

    tells_who_they_are(visitor, words)
    is_seen_by_the_agent(rani, visitor, words)
    is_answered(rani, visitor, words)
    files_go_both_ways(rani, visitor, words)
    is_resolved_and_rated(rani, visitor, words)

    for page in (rani, visitor.page):
        assert page.evaluate("window.neverLoadedAgain")
        page.context.close()
    assert visitor.wrong == []


def tells_who_they_are(visitor: Visit, words: Words) -> None:
    visitor.open()
    form = visitor.page.locator("alur-chat .pre")
    form.locator("textarea").fill(words.first)
    form.locator(".cta").click()
    expect(form.locator("#ask-email-err")).to_have_text(words.missing)
    expect(form.locator("#ask-consent-err")).to_have_text(words.missing)
    shoot(visitor.page, f"webchat-{words.language}-1-missing")

    form.locator("#ask-name").fill(words.name)
    form.locator("#ask-email").fill(words.mail)
    form.locator("select").select_option(label=words.topic)
    form.get_by_label(words.agree).check()
    form.get_by_role("button", name=words.start).click()

    visitor.sees(words.first)
    expect(visitor.field).to_be_focused()
    visitor.state(words.delivered)


def is_seen_by_the_agent(page: Page, visitor: Visit, words: Words) -> None:
    row = page.locator("#ticket-list > li", has_text=words.first)
    expect(row).to_be_visible(timeout=SOON)
    row.get_by_role("link").first.click()
    expect(page.locator("#timeline")).to_contain_text(words.first, timeout=SOON)
    expect(page.locator("#visitor")).to_contain_text(words.here_now, timeout=SOON)
    expect(page.locator("#visitor")).to_contain_text(words.mail)
    expect(page.locator("#fact-category option:checked")).to_have_text(words.topic)
    expect(visitor.log).to_contain_text(words.joined, timeout=SOON)
    visitor.state(words.read)
    shoot(page, f"webchat-{words.language}-2-seen")


def is_answered(page: Page, visitor: Visit, words: Words) -> None:
    page.locator("#composer-text").press_sequentially(words.answer, delay=60)
    expect(visitor.page.get_by_text(words.is_typing)).to_be_visible(timeout=SOON)
    page.keyboard.press("Control+Enter")
    visitor.sees(words.answer_shown)
    expect(visitor.log.locator("strong")).to_be_visible()


def files_go_both_ways(page: Page, visitor: Visit, words: Words) -> None:
    picture = {"name": "meja.png", "mimeType": "image/png", "buffer": a_picture(640, 480)}
    visitor.page.locator("alur-chat input[type=file]").set_input_files(picture)
    visitor.write(words.thanks)
    expect(page.locator("#timeline .att-img")).to_be_visible(timeout=SOON)
    expect(page.locator("#timeline")).to_contain_text(words.thanks)

    page.locator("[data-attach]").set_input_files(
        {"name": "garansi.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + b"x" * 900}
    )
    expect(page.locator("#composer .file")).to_have_attribute("data-state", "kept", timeout=SOON)
    page.locator("#composer-text").fill("PDF")
    page.locator("#composer-text").press("Control+Enter")
    expect(page.locator("#timeline .msg-out", has_text="PDF")).to_be_visible(timeout=SOON)
    file = visitor.log.locator("a.file", has_text="garansi.pdf")
    expect(file).to_be_visible(timeout=SOON)
    saved = visitor.page.request.get(file.get_attribute("href") or "")
    assert saved.body().startswith(b"%PDF-1.7")
    assert "garansi.pdf" in saved.headers["content-disposition"]
    shoot(visitor.page, f"webchat-{words.language}-3-talked")


def is_resolved_and_rated(page: Page, visitor: Visit, words: Words) -> None:
    page.get_by_role("button", name=words.resolve, exact=True).click()
    expect(visitor.log).to_contain_text(words.closed, timeout=SOON)
    form = visitor.page.locator("alur-chat .csat")
    expect(form).to_be_visible(timeout=SOON)
    expect(visitor.page.get_by_role("button", name=words.write_again)).to_be_visible()
    shoot(visitor.page, f"webchat-{words.language}-4-asked")

    form.locator("label", has_text="5").click()
    form.locator("input.inp").fill(words.why)
    form.get_by_role("button", name=words.send_rating).click()
    expect(visitor.log).to_contain_text(words.rated, timeout=SOON)
    expect(visitor.field).to_be_visible()

    rating = page.locator("#rating")
    expect(rating).to_contain_text(words.rating, timeout=SOON)
    expect(rating).to_contain_text(words.why, timeout=SOON)
    shoot(visitor.page, f"webchat-{words.language}-5-rated")
    shoot(page, f"webchat-{words.language}-6-rating-on-the-ticket")
