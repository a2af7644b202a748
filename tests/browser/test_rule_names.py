"""A row of a rule offers the names of what was chosen in it."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live
from tests.builders import a_team, an_admin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_list_follows_what_is_chosen(look, web):
    a_team(name="Layanan")
    page = live(look(an_admin(language="en"), "/settings/rules/new/"))
    value = page.locator("[name=then-0-to]")

    page.locator("[name=then-0-do]").select_option("set_team")
    expect(value).to_have_attribute("list", "names-team")
    page.locator("[name=then-0-do]").select_option("set_priority")

    expect(value).to_have_attribute("list", "names-priority")
    expect(page.locator("#names-team option[value=Layanan]")).to_be_attached()
