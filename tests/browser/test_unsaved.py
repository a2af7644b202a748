"""A settings page with more than one form: using one loses nothing that was typed in another."""

import pytest
from playwright.sync_api import expect

from events import actors
from people.actions.save_calendar import create_calendar
from tests.browser.conftest import shoot
from tests.browser.pages import live
from tests.builders import an_admin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_hours_typed_and_not_saved_survive_a_day_that_is_added(look, web):
    admin = an_admin(name="Ayu Lestari", language="en")
    hours = {"mon": [["09:00", "17:00"]]}
    calendar = create_calendar(by=actors.SYSTEM, name="Toko", time_zone="Asia/Jakarta", hours=hours)
    page = live(look(admin, f"/settings/calendars/{calendar.pk}/"))
    page.get_by_label("Monday").fill("10:00-18:00")
    page.locator("#one-day input[type=date]").fill("2026-12-24")
    page.get_by_label("Name", exact=True).nth(1).fill("Malam Natal")

    page.locator("#one-day").get_by_role("button", name="Add", exact=True).click()

    expect(page.locator(".toast")).to_contain_text("not saved yet")
    expect(page.get_by_label("Monday")).to_have_value("10:00-18:00")
    shoot(page, "calendar-unsaved")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("Saved")
    page.locator("#one-day input[type=date]").fill("2026-12-24")
    page.get_by_label("Name", exact=True).nth(1).fill("Malam Natal")
    page.locator("#one-day").get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("cell", name="Malam Natal", exact=True)).to_be_visible()
    calendar.refresh_from_db()
    assert calendar.hours["mon"] == [["10:00", "18:00"]]


def test_another_language_does_not_throw_away_what_was_typed(look, web):
    page = live(look(an_admin(name="Ayu Lestari", language="en"), "/settings/sla/new/"))
    page.get_by_label("Name", exact=True).fill("Emas")

    page.get_by_role("button", name="Ayu Lestari").first.click()
    page.get_by_role("menuitemradio", name="Bahasa Indonesia").click()

    expect(page.locator(".toast")).to_contain_text("not saved yet")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Emas")
