"""The list of rules: each is switched, copied and moved where it stands."""

import pytest
from django.urls import reverse

from routing.models import RoutingRule
from tests.builders import a_rule, an_admin

pytestmark = pytest.mark.django_db

TAG = {"do": "add_tag", "to": "a"}
GOLD = {"kind": "customer_tier", "op": "in", "value": ["gold"]}


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def names():
    return list(RoutingRule.objects.values_list("name", flat=True))


def test_a_rule_is_switched_off_and_on_in_the_draft(admin):
    rule = a_rule({}, TAG)
    address = reverse("settings:rule-activity", args=[rule.pk])

    admin.post(address, {})
    rule.refresh_from_db()
    off = rule.is_active
    admin.post(address, {"on": "1"})
    rule.refresh_from_db()

    assert (off, rule.is_active) == (False, True)


def test_a_copy_stands_behind_its_rule_and_decides_nothing_yet(admin):
    first = a_rule({"all": [GOLD]}, TAG, name="First", position=0, stops=True)
    a_rule({}, TAG, name="Second", position=1)

    admin.post(reverse("settings:rule-copy", args=[first.pk]))
    admin.post(reverse("settings:rule-copy", args=[first.pk]))

    assert names() == ["First", "First (copy 2)", "First (copy)", "Second"]
    copied = RoutingRule.objects.get(name="First (copy)")
    assert (copied.conditions, copied.actions, copied.stops) == ({"all": [GOLD]}, [TAG], True)
    assert not copied.is_active


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ("1", ["c", "a", "b", "d"]),
        ("2", ["a", "c", "b", "d"]),
        ("99", ["a", "b", "d", "c"]),
        ("-4", ["c", "a", "b", "d"]),
        ("²", ["a", "b", "c", "d"]),
        ("", ["a", "b", "c", "d"]),
    ],
)
def test_a_rule_moves_to_the_place_that_is_named(admin, place, order):
    rules = {name: a_rule({}, TAG, name=name, position=n) for n, name in enumerate("abcd")}

    admin.post(reverse("settings:rule-place", args=[rules["c"].pk]), {"place": place})

    assert names() == order


def test_groups_are_said_in_words(admin):
    inner = {"not": {"any": [GOLD, {"kind": "is_open", "op": "equals", "value": False}]}}
    a_rule({"all": [{"kind": "tags", "op": "is_set"}, inner]}, TAG)

    page = admin.get(reverse("settings:rules")).content.decode()

    said = " ".join(page[page.index('class="rule-f"') : page.index('class="rule-then"')].split())
    assert all(
        words in said for words in ("Tags is not empty", "Customer’s tier is one of", "Gold", "or", "no")
    )


def test_a_long_list_of_words_is_cut_in_the_list(admin):
    a_rule({"all": [{"kind": "text", "op": "contains_any", "value": list("abcdefgh")}]}, TAG)

    assert "<b>a, b, c</b> and 5 more" in admin.get(reverse("settings:rules")).content.decode()
