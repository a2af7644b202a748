"""An admin writes rules and promises on the settings pages."""

import pytest
from django.urls import reverse

from routing.models import RoutingRule, SlaPolicy
from tests.builders import a_category, a_policy, a_rule, a_supervisor, a_team, an_admin
from tests.routing.laddered import ladder_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def rule_form(conditions, actions, groups=(), **fields):
    data = {"name": "Refunds", "group": "all", "is_active": "on", **fields}
    for prefix, rows in (("when", conditions), ("groups", groups), ("then", actions)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


REFUND = {"kind": "message", "op": "contains_any", "value": "refund*, uang kembali"}


@pytest.mark.parametrize("page", ["rules", "new-rule", "sla", "new-policy"])
def test_rules_and_policies_are_an_admins_business(admin, client, page):
    allowed = admin.get(reverse(f"settings:{page}")).status_code
    client.force_login(a_supervisor())

    assert (allowed, client.get(reverse(f"settings:{page}")).status_code) == (200, 403)


def test_a_rule_is_written_in_rows(admin):
    team = a_team(name="Payments")
    a_category(key="refund")

    admin.post(
        reverse("settings:new-rule"),
        rule_form([REFUND], [{"do": "set_category", "to": "refund"}, {"do": "set_team", "to": "Payments"}]),
    )

    rule = RoutingRule.objects.get()
    assert rule.conditions == {
        "all": [{"kind": "message", "op": "contains_any", "value": ["refund*", "uang kembali"]}]
    }
    assert rule.actions == [{"do": "set_category", "to": "refund"}, {"do": "set_team", "to": team.pk}]


@pytest.mark.parametrize("word", ["Garansi", "garansi ", "Warranty", "warranty-claim"])
def test_a_category_is_named_as_people_call_it(admin, word):
    a_category(name="Garansi", name_en="Warranty", key="warranty-claim")

    admin.post(reverse("settings:new-rule"), rule_form([], [{"do": "set_category", "to": word}]))

    rule = RoutingRule.objects.get()
    assert rule.actions == [{"do": "set_category", "to": "warranty-claim"}]
    page = admin.get(reverse("settings:rule", args=[rule.pk])).content.decode()
    assert '<option value="Warranty" selected>' in page


def test_codes_are_shown_and_written_in_words(admin):
    conditions = [{"kind": "customer_tier", "op": "in", "value": "gold, Platinum"}]

    admin.post(reverse("settings:new-rule"), rule_form(conditions, [{"do": "set_priority", "to": "Urgent"}]))

    rule = RoutingRule.objects.get()
    assert rule.actions == [{"do": "set_priority", "to": "urgent"}]
    assert rule.conditions["all"][0]["value"] == ["gold", "platinum"]
    page = admin.get(reverse("settings:rule", args=[rule.pk])).content.decode()
    assert all(f'value="{tier}" checked' in page for tier in ("Gold", "Platinum"))


@pytest.mark.parametrize("do", ["set_category", "set_priority", "set_team"])
def test_what_nobody_has_heard_of_is_refused(admin, do):
    answer = admin.post(reverse("settings:new-rule"), rule_form([], [{"do": do, "to": "Nowhere"}]))

    assert answer.status_code == 422
    assert "There is no “Nowhere”." in answer.content.decode()


def test_what_was_saved_is_shown_in_the_same_rows(admin):
    team = a_team(name="Payments")
    rule = a_rule(
        {"any": [{"not": {"kind": "team", "op": "in", "value": [team.pk]}}]}, {"do": "add_tag", "to": "vip"}
    )

    page = admin.get(reverse("settings:rule", args=[rule.pk])).content.decode()

    assert 'value="Payments" checked' in page
    assert 'value="vip"' in page


@pytest.mark.parametrize(
    ("conditions", "actions", "complaint"),
    [
        pytest.param(
            [REFUND], [{"do": "set_team", "to": "Nowhere"}], "There is no “Nowhere”", id="unknown team"
        ),
        pytest.param(
            [{"kind": "message", "op": "greater", "value": "3"}], [], "Choose one of", id="wrong operator"
        ),
        pytest.param([{"op": "in", "value": "x"}], [], "Choose what is compared", id="no kind"),
        pytest.param([REFUND], [], "Something must stand here", id="no action"),
    ],
)
def test_a_rule_that_cannot_be_is_explained_and_kept(admin, conditions, actions, complaint):
    page = admin.post(reverse("settings:new-rule"), rule_form(conditions, actions))

    assert page.status_code == 422
    assert complaint in page.content.decode()
    assert "Refunds" in page.content.decode()
    assert not RoutingRule.objects.exists()


def test_rules_change_places(admin):
    first = a_rule({}, {"do": "add_tag", "to": "a"}, name="First", position=0)
    second = a_rule({}, {"do": "add_tag", "to": "b"}, name="Second", position=1)

    admin.post(reverse("settings:rule-place", args=[second.pk]), {"up": "1"})

    assert list(RoutingRule.objects.all()) == [second, first]


def test_a_rule_that_changed_meanwhile_is_not_overwritten(admin):
    rule = a_rule({}, {"do": "add_tag", "to": "a"})
    form = rule_form([], [{"do": "add_tag", "to": "b"}], version=rule.version)
    admin.post(reverse("settings:rule", args=[rule.pk]), form)

    page = admin.post(reverse("settings:rule", args=[rule.pk]), form | {"then-0-to": "c"})

    assert page.status_code == 422
    assert RoutingRule.objects.get().actions == [{"do": "add_tag", "to": "b"}]


def policy_form(**fields):
    return {"name": "Gold", "is_active": "on", "on_change": "keep", **ladder_form([]), **fields}


def test_a_promise_is_written_in_a_table_of_minutes(admin):
    admin.post(
        reverse("settings:new-policy"),
        policy_form(tiers=["gold"], first_response_urgent=15, resolution_normal=960),
    )

    policy = SlaPolicy.objects.get()
    assert policy.conditions == {"all": [{"kind": "customer_tier", "op": "in", "value": ["gold"]}]}
    assert {(t.metric, t.priority): t.minutes for t in policy.targets.all()} == {
        ("first_response", "urgent"): 15,
        ("resolution", "normal"): 960,
    }


def test_a_policy_shows_what_it_promises(admin):
    policy = a_policy()

    page = admin.get(reverse("settings:policy", args=[policy.pk])).content.decode()

    assert all(f'value="{target.minutes}"' in page for target in policy.targets.all())
