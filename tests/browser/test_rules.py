"""A rule is built where it stands: groups in steps, names from lists, its place by keys or by hand."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from routing.models import RoutingRule
from tests.browser.pages import live
from tests.builders import a_rule, a_team, an_admin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAG = {"do": "add_tag", "to": "x"}


@pytest.fixture
def admin(web):
    RoutingRule.objects.all().delete()
    return an_admin(language="en")


HEARD = 500  # ms: htmx hears a field a moment after it is drawn, and a script is faster than a hand


def names(page):
    return page.locator("li.rule .link").all_inner_texts()


def test_a_group_is_built_by_keys_and_saved(look, admin):
    a_team(name="Layanan")
    page = live(look(admin, reverse("settings:new-rule")))
    page.get_by_label("Name").fill("Gold at night")

    page.get_by_role("button", name="Group", exact=True).press("Enter")
    kind = page.locator("[name=when-1-kind]")
    expect(kind).to_be_focused()
    page.wait_for_timeout(HEARD)
    kind.select_option("customer_tier")
    expect(page.locator("[name=when-1-op] option")).to_have_count(5)
    page.wait_for_timeout(HEARD)
    page.locator("[name=when-1-op]").select_option("in")
    page.get_by_role("button", name="Compared with").press("Enter")
    page.get_by_label("Gold").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Compared with: Gold")).to_be_visible()
    to = page.get_by_label("Give to team")  # a list, or a field to type in where there are many teams
    to.fill("Layanan") if to.evaluate("box => box.tagName") == "INPUT" else to.select_option("Layanan")
    page.get_by_role("button", name="Save in the draft").last.click()

    expect(page.get_by_role("link", name="Gold at night")).to_be_visible()
    inner = {"any": [{"kind": "customer_tier", "op": "in", "value": ["gold"]}]}
    assert RoutingRule.objects.get(name="Gold at night").conditions == {"all": [inner]}


def test_a_rule_changes_its_place_by_keys_and_by_its_handle(look, admin):
    for place, name in enumerate(("One", "Two", "Three")):
        a_rule({}, TAG, name=name, position=place)
    page = live(look(admin, reverse("settings:rules")))

    page.get_by_role("link", name="Two", exact=True).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("li.rule .link").first).to_have_text("Two")
    expect(page.get_by_role("button", name="Move Two", exact=True)).to_be_focused()
    grip = page.get_by_role("button", name="Move Two", exact=True).bounding_box()
    last = page.locator("li.rule").last.bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, last["y"] + last["height"] - 4, steps=6)
    page.mouse.up()

    expect(page.locator("li.rule .link").last).to_have_text("Two")
    assert names(page) == ["One", "Three", "Two"]
    expect(page.locator(":popover-open")).to_have_count(0)


def test_what_is_typed_in_a_rule_is_not_lost_to_a_switch_beside_it(look, admin):
    a_rule({}, TAG, name="Beside", position=0)
    rule = a_rule({}, TAG, name="Written", position=1)
    page = live(look(admin, reverse("settings:rule", args=[rule.pk])))

    page.get_by_label("Name").fill("Half a na")
    page.get_by_role("switch", name="Beside in use").click()

    expect(page.get_by_text("Save").first).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Half a na")
    assert RoutingRule.objects.get(name="Beside").is_active


def test_on_a_phone_the_list_and_the_editor_keep_within_its_width(look, admin):
    tree = {"all": [{"any": [{"not": {"all": [{"kind": "hour", "op": "greater", "value": 20}]}}]}]}
    rule = a_rule(tree, TAG, name="Groups within groups, by night and for all")

    for name, args in (("rules", []), ("rule", [rule.pk])):
        page = look(admin, reverse(f"settings:{name}", args=args), width=390)
        wide = page.locator("main").evaluate("it => it.scrollWidth - it.clientWidth")
        assert wide <= 0
