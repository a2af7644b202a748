"""On a phone nothing is hidden, cut or covered that one needs."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from channels_in.actions.block_sender import block_sender
from events import actors
from tests.browser.pages import live
from tests.builders import a_reply, a_rule, a_ticket, an_admin
from tickets.actions.record_delivery import mark_failed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "refund*, pengembalian dana, uang kembali, batalkan pesanan, money back"


@pytest.fixture
def admin(web):
    return an_admin(language="en")


def shown_before(cell):
    return cell.evaluate("cell => getComputedStyle(cell, '::before').content")


def test_a_table_keeps_its_names_and_numbers(look, admin, rani):
    page = look(admin, reverse("settings:agents"), width=390)

    capacity = page.get_by_role("row").filter(has_text=rani.email).locator("td.n")
    expect(capacity).to_be_visible()
    expect(capacity).to_have_text(str(rani.capacity))
    assert shown_before(capacity) == '"Capacity"'


def test_the_words_of_a_rule_are_seen_whole(look, admin):
    leaf = {"kind": "message", "op": "contains_any", "value": WORDS.split(", ")}
    rule = a_rule({"all": [leaf]}, {"do": "add_tag", "to": "refund"})
    address = reverse("settings:rule", args=[rule.pk])

    for width in (1440, 390):
        value = look(admin, address, width=width).locator("[name=when-0-value]")
        expect(value).to_have_value(WORDS)
        assert value.evaluate("it => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight")


def test_a_toast_leaves_the_button_that_sends_alone(look, team, rani):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/", width=390, height=844))

    page.get_by_label("Your message").fill("Baik")
    page.get_by_role("button", name="Send", exact=True).click()
    toast = page.locator(".toast").first.bounding_box()

    assert toast["y"] + toast["height"] <= page.locator("#composer").bounding_box()["y"]


def test_a_toast_leaves_the_tabs_alone(look, admin):
    block_sender("spam@toast.example", by=actors.SYSTEM)
    page = look(admin, reverse("settings:blocks"), width=390, height=844)

    page.get_by_role("button", name="Unblock").first.click()
    toast = page.locator(".toast").first.bounding_box()

    assert toast["y"] + toast["height"] <= page.locator(".tabbar").bounding_box()["y"]


def test_what_did_not_leave_is_shown_alone_and_leads_back(look, team, rani):
    delivery = a_reply(a_ticket(team=team, assignee=rani), agent=rani).delivery
    mark_failed(delivery, reason="no_such_address", detail="550 no such user")
    page = look(rani, reverse("undeliverable:list"), width=390)

    details = page.get_by_role("complementary", name="Details")
    expect(details).to_be_hidden()
    page.locator(f"a[href*='chosen={delivery.pk}']").click()
    expect(details).to_be_visible()
    expect(page.locator(".dl table").first).to_be_hidden()
    page.get_by_role("link", name="Back to list").click()
    expect(details).to_be_hidden()


def test_a_finger_that_just_misses_a_small_word_hits_it_all_the_same(look, admin, rani):
    page = look(admin, reverse("settings:agents"), width=390, has_touch=True, is_mobile=True)
    link = page.get_by_role("link", name=rani.name).first
    link.scroll_into_view_if_needed()

    box = link.bounding_box()
    page.touchscreen.tap(box["x"] + 8, box["y"] + box["height"] / 2 - 18)

    expect(page).to_have_url(re.compile(r"/settings/agents/\d+/"))
