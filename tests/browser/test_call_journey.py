"""Telephone calls, end to end, in both languages. One waits, talks, is passed on to another team and ends
with its length on the ticket; where nobody is free, a call-back is promised for when somebody works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.calls import (
    ENGLISH,
    INDONESIAN,
    OPENING_HOURS,
    SOON,
    Words,
    agent,
    calls,
    opens_the_ticket,
    passes_on,
    picks_up,
    press,
    rings,
    the_telephones,
    writes_a_note,
)
from tests.browser.conftest import shoot
from tests.browser.installation import manage, readable_folder
from tests.helpdesk.running import Running

pytestmark = [pytest.mark.browser, pytest.mark.slow]


BOTH = pytest.mark.parametrize("words", [INDONESIAN, ENGLISH], ids=["id", "en"])


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo: the one place with a provider of telephones that anybody can call."""
    data = readable_folder(tmp_path_factory, "calls")
    running = Running(data=data, settings={"ALUR_DEMO": "1"}).start()
    try:
        running.wait_for_page(within=180)
        running.wait_for_line("The whole history is there|more tickets of its history", within=180)
        manage(data, "shell", "-c", OPENING_HOURS)
        yield f"http://localhost:{running.port}"
    finally:
        running.sweep()


@BOTH
def test_where_nobody_is_free_a_call_back_is_promised_while_we_are_open(
    browser: Browser, url: str, words: Words
) -> None:
    telephones = the_telephones(browser, url)
    leader = agent(browser, url, "dimas", words)
    leader.goto("/calls/")
    in_line = leader.locator("#calls-waiting")
    expect(in_line).to_contain_text(re.compile("^0 "))
    line = calls(telephones, words)
    expect(line).to_contain_text(words.call_back_instead, timeout=SOON)
    expect(in_line).to_contain_text(re.compile("^1 "), timeout=SOON)
    shoot(leader, f"call-{words.language}-0-who-waits")
    leader.context.close()

    press(line, "1")
    expect(line).to_contain_text(words.tomorrow, timeout=SOON)
    press(line, "1")
    press(line, "#")
    expect(line).to_contain_text(words.promised, timeout=SOON)
    shoot(telephones, f"call-{words.language}-1-call-back")

    telephones.goto("/calls/")
    promised = telephones.locator("section[aria-labelledby=promised] tr").last
    expect(promised).to_contain_text("08.00", timeout=SOON)
    promised.get_by_role("link").click()
    expect(telephones.locator("#call-backs")).to_contain_text(words.number, timeout=SOON)
    expect(telephones.locator("#call-backs")).to_contain_text("08.00")
    shoot(telephones, f"call-{words.language}-2-promised")
    telephones.context.close()


@BOTH
def test_a_call_is_talked_passed_on_and_kept(browser: Browser, url: str, words: Words) -> None:
    telephones = the_telephones(browser, url)
    rani, bagus = (agent(browser, url, name, words) for name in ("rani", "bagus"))
    frame = rani.locator("#app").bounding_box()

    line = calls(telephones, words)
    rings(rani, words)
    assert rani.locator("#app").bounding_box() == frame
    shoot(rani, f"call-{words.language}-3-rings")
    picks_up(telephones, "Rani Puspita", words)
    expect(line).to_have_class(re.compile("note-ok"), timeout=SOON)

    opens_the_ticket(rani, words)
    writes_a_note(rani, words)
    shoot(rani, f"call-{words.language}-4-talking")
    passes_on(rani, line, words)

    rings(bagus, words)
    picks_up(telephones, "Bagus Wirawan", words)
    opens_the_ticket(bagus, words)
    expect(bagus.locator(".msg-note")).to_contain_text(words.note, timeout=SOON)
    expect(rani.locator("#calls .call-bar")).to_have_count(0)

    line.get_by_role("button", name="Hang up").click()
    expect(bagus.locator("#calls .call-bar")).to_have_count(0, timeout=SOON)
    expect(bagus.locator("#timeline")).to_contain_text(re.compile(rf"{words.talked} \d+:\d\d"), timeout=SOON)
    expect(telephones.locator("#sim-agents")).to_have_count(0, timeout=SOON)
    shoot(bagus, f"call-{words.language}-5-ended")
    for page in (telephones, rani, bagus):
        page.context.close()
