"""Telephones of customers and agents on the simulator's page, and what is said to them in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, expect

from helpdesk.demo.names import DOMAIN, PASSWORD
from tests.browser.installation import sign_in

SOON = 90_000  # what is said has been through a provider, hooks and workers, on two busy cores
FIRST_TEAM, OTHER_TEAM = "Orders & delivery", "Product advice"


@dataclass(frozen=True)
class Words:
    """One caller, and what is said to them and to those who answer."""

    language: str
    number: str
    order: str
    note: str
    dark: bool
    # on the telephone
    welcome: str
    order_number: str
    next_in_line: str
    connecting: str
    press_1: str
    call_back_instead: str
    tomorrow: str
    promised: str
    # in the browser
    rings: str
    on_the_line: str
    pass_on: str
    talked: str


INDONESIAN = Words(
    language="id",
    number="+6281388001001",
    order="40217",
    note="Pesanan sudah dikirim; ini soal garansi.",
    dark=False,
    welcome="Selamat datang di Nusa Living.",
    order_number="Ketik nomor pesanan Anda.",
    next_in_line="Giliran Anda berikutnya.",
    connecting="Kami sambungkan Anda dengan",
    press_1="Tekan 1 untuk menjawab.",
    call_back_instead="Untuk ditelepon balik saja, tekan 1.",
    tomorrow="Untuk besok pukul 08:00, tekan 1.",
    promised="Kami akan menelepon Anda besok pukul 08:00.",
    rings="Telepon Anda berdering: tekan 1 untuk menjawab",
    on_the_line="Sedang menelepon",
    pass_on="Alihkan",
    talked="berbicara selama",
)


ENGLISH = Words(
    language="en",
    number="+6281388001002",
    order="40218",
    note="The order is on its way; this is about the warranty.",
    dark=True,
    welcome="Welcome to Nusa Living.",
    order_number="Type the number of your order.",
    next_in_line="You are next in line.",
    connecting="We are connecting you with",
    press_1="Press 1 to answer.",
    call_back_instead="To be called back instead, press 1.",
    tomorrow="For tomorrow at 08:00, press 1.",
    promised="We will call you tomorrow at 08:00.",
    rings="Your telephone rings: press 1 to answer",
    on_the_line="On the line",
    pass_on="Pass on",
    talked="talked for",
)


# The shop shuts in 40 minutes, too soon for a call-back today, and opens at 8; its clock says about noon.
# Those who answer have room for calls, whatever the demo's history has left with them, and time to pick up.
OPENING_HOURS = f"""
from datetime import UTC, datetime, timedelta
from people.identity import identify
from people.models import Agent, Calendar
from channels_in.models import Connection
from tickets.models import Channel

zone = f"Etc/GMT{{datetime.now(UTC).hour - 12:+d}}"
shuts = datetime.now(UTC).replace(hour=12) + timedelta(minutes=40)
days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
hours = {{day: [["08:00", f"{{shuts:%H:%M}}"]] for day in days}}
calendar = Calendar.objects.create(name="Telepon", time_zone=zone, hours=hours)
Channel.objects.filter(kind="voice").update(calendar=calendar)
Agent.objects.update(capacity=500, time_zone=zone)
for connection in Connection.objects.filter(channel__kind="voice"):
    connection.options = {{**connection.options, "ring_seconds": 120}}
    connection.save(update_fields=["options"])
identify(kind="voice", address={ENGLISH.number!r}, name="Chloe", language="en")
"""


def the_telephones(browser: Browser, url: str) -> Page:
    """Of customers and of agents, on one page; an admin's, who is in no team and is given no call."""
    page = sign_in(browser, url, f"ayu@{DOMAIN}", password=PASSWORD, language="en")
    page.goto("/simulator/telephone/")
    return page


def agent(browser: Browser, url: str, name: str, words: Words) -> Page:
    email = f"{name}@{DOMAIN}"
    return sign_in(browser, url, email, password=PASSWORD, language=words.language, dark=words.dark)


def calls(page: Page, words: Words) -> Locator:
    """Through the menu into the queue, and hears where they stand in it; their line."""
    page.locator("#sim-number").fill(words.number)
    page.locator("form:has(#sim-number) button").click()
    line = page.locator(f'section[aria-labelledby=sim-callers] article[aria-label="{words.number}"]').first
    expect(line).to_contain_text(words.welcome, timeout=SOON)
    expect(line).to_contain_text(FIRST_TEAM)
    press(line, "1")
    expect(line).to_contain_text(words.order_number, timeout=SOON)
    for key in f"{words.order}#":
        press(line, key)
    expect(line).to_contain_text(f"{words.connecting} {FIRST_TEAM}", timeout=SOON)
    expect(line).to_contain_text(words.next_in_line, timeout=SOON)
    return line


def press(line: Locator, key: str) -> None:
    """And it is heard before the next one is."""
    with line.page.expect_response(lambda one: one.request.method == "POST"):
        line.locator(f'button[name=keys][value="{key}"]').click()


def rings(page: Page, words: Words) -> None:
    expect(page.locator("#calls .call-bar")).to_contain_text(words.rings, timeout=SOON)


def picks_up(telephones: Page, name: str, words: Words) -> None:
    handset = telephones.locator(f'section[aria-labelledby=sim-agents] article[aria-label="{name}"]')
    handset.locator("button[value=answer]").click(timeout=SOON)
    expect(handset).to_contain_text(words.press_1, timeout=SOON)
    press(handset, "1")
    expect(handset).to_have_class(re.compile("note-ok"), timeout=SOON)


def opens_the_ticket(page: Page, words: Words) -> None:
    expect(page.locator("#calls .call-bar")).to_contain_text(words.on_the_line, timeout=SOON)
    page.locator("#calls .call-bar").get_by_role("link").click()
    expect(page.locator("#timeline")).to_contain_text(words.order, timeout=SOON)
    expect(page.locator("#calls .call-bar")).to_contain_text(words.on_the_line, timeout=SOON)


def writes_a_note(page: Page, words: Words) -> None:
    page.locator("button[data-kind=note]").click()
    page.locator("#composer-text").fill(words.note)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".msg-note")).to_contain_text(words.note, timeout=SOON)


def passes_on(page: Page, line: Locator, words: Words) -> None:
    bar = page.locator("#calls .call-bar")
    bar.get_by_role("combobox").select_option(label=OTHER_TEAM)
    bar.get_by_role("button", name=words.pass_on, exact=True).click()
    expect(bar).to_have_count(0, timeout=SOON)
    expect(line).to_contain_text(f"{words.connecting} {OTHER_TEAM}", timeout=SOON)
