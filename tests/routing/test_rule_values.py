"""What stands beside a condition is saved as it was written, commas and all."""

import pytest
from django.urls import reverse

from people.models import Organisation
from routing.forms.rule_values import in_a_list, listed
from routing.models import RoutingRule
from tests.builders import a_rule, an_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def saved(admin, row, **fields):
    form = {"name": "Rule", "group": "all", "is_active": "on", **fields}
    form |= {"when-TOTAL_FORMS": 1, "when-INITIAL_FORMS": 0, "then-TOTAL_FORMS": 1, "then-INITIAL_FORMS": 0}
    form |= {"groups-TOTAL_FORMS": 0, "groups-INITIAL_FORMS": 0}
    form |= {f"when-0-{name}": value for name, value in row.items()}
    form |= {"then-0-do": "add_tag", "then-0-to": "vip"}
    admin.post(reverse("settings:new-rule"), form)
    [leaf] = RoutingRule.objects.get().conditions["all"]
    return leaf["value"]


def test_a_pattern_keeps_its_comma(admin):
    pattern = r"invoice,? \d+"

    assert saved(admin, {"kind": "message", "op": "matches", "value": pattern}) == pattern


def test_a_name_with_a_comma_stands_in_quotation_marks(admin):
    maju, jaya = (Organisation.objects.create(name=name) for name in ("PT Maju, Tbk", "PT Jaya"))
    row = {"kind": "organisation", "op": "in", "value": '"PT Maju, Tbk", PT Jaya'}

    assert saved(admin, row) == [maju.pk, jaya.pk]


def test_opening_and_saving_changes_nothing(admin):
    Organisation.objects.create(name="PT Maju, Tbk")
    maju = Organisation.objects.get().pk
    conditions = [
        {"kind": "message", "op": "matches", "value": r"no\. \d{3,}"},
        {"kind": "organisation", "op": "in", "value": [maju]},
    ]
    rule = a_rule({"all": conditions}, {"do": "add_tag", "to": "vip"})
    page = admin.get(reverse("settings:rule", args=[rule.pk]))
    form = {"version": rule.version, "name": "Renamed", "is_active": "on"}
    editor = page.context["editor"]
    for part in (editor.form, editor.conditions, editor.groups, editor.actions):
        form |= _as_posted(part)

    admin.post(reverse("settings:rule", args=[rule.pk]), form | {"name": "Renamed"})

    rule.refresh_from_db()
    assert (rule.name, rule.conditions["all"]) == ("Renamed", conditions)


@pytest.mark.parametrize("names", [["a", "b c"], ["PT Maju, Tbk"], ['"Kopi"', "x"], ['5" pipe'], ['a, "b"']])
def test_a_list_is_read_as_it_is_shown(names):
    assert listed(in_a_list(names)) == names


def _as_posted(part):
    if hasattr(part, "forms"):
        forms = (part.management_form, *part.forms)
        return {key: value for form in forms for key, value in _as_posted(form).items()}
    return {
        bound.html_name: bound.value()
        for bound in part
        if bound.value() not in (None, "") and bound.value() is not False
    }
