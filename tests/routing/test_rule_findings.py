"""What is wrong with rules stands beside them on their page, and is told to whoever saves one."""

import pytest
from django.urls import reverse

from routing import rule_findings
from routing.models import RoutingRule
from routing.rule_findings import findings_of
from tests.builders import a_category, a_rule, a_team, an_admin
from tests.routing.test_settings_pages import rule_form

pytestmark = pytest.mark.django_db

GOLD = {"kind": "customer_tier", "op": "equals", "value": "gold"}
GOLD_ROW = {"kind": "customer_tier", "op": "equals", "value": "Gold"}
TAG = {"do": "add_tag", "to": "x"}


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def page_of(client, name="rules", *args):
    return client.get(reverse(f"settings:{name}", args=args)).content.decode()


def test_a_rule_that_never_decides_anything_says_which_one_comes_before_it(admin):
    a_rule({}, TAG, name="Everybody", stops=True)
    gold = a_rule(GOLD, TAG, name="Gold")

    for page in (page_of(admin), page_of(admin, "rule", gold.pk)):
        assert "This is never asked when it would match: rule “Everybody” matches first" in page
    assert "1 rule does not work as written" in page_of(admin)


def test_rules_of_which_nothing_is_to_say_have_no_remarks(admin):
    a_rule(GOLD, TAG)

    assert "rule-found" not in page_of(admin)


def test_who_saves_a_rule_is_told_what_is_wrong_with_it(admin):
    a_rule(GOLD, {"do": "set_priority", "to": "high"}, name="First")
    form = rule_form([GOLD_ROW], [{"do": "set_priority", "to": "Urgent"}])

    page = admin.post(reverse("settings:new-rule"), form, follow=True).content.decode()

    assert (
        "Saved in the draft, but: This never decides anything: whenever it matches, rule “First” has set"
        in page
    )


def test_who_saves_a_rule_is_told_that_it_spoils_another(admin):
    a_rule(GOLD, TAG, name="Second", position=5)
    form = rule_form([], [{"do": "add_tag", "to": "x"}], stops="on")
    first = a_rule(GOLD, {"do": "add_tag", "to": "y"}, name="First", position=0)

    page = admin.post(reverse("settings:rule", args=[first.pk]), form | {"version": 1}, follow=True)

    assert "Saved in the draft. Look at the remarks on other rules." in page.content.decode()


def test_names_that_are_gone_or_switched_off_are_told(db):
    off, gone = a_team(name="Old team"), a_team(name="Gone")
    a_category(key="closed", name="Lama", name_en="Old topic", is_active=False)
    rule = a_rule(
        {"all": [{"kind": "category", "op": "in", "value": ["closed", "never-was"]}]},
        {"do": "set_team", "to": off.pk},
    )
    other = a_rule(GOLD, {"do": "set_team", "to": gone.pk})
    key = gone.pk
    gone.delete()
    type(off).objects.filter(pk=off.pk).update(is_active=False)

    found = findings_of(RoutingRule.objects.all())

    assert found[rule.pk] == [
        "“Old topic” (Category) is switched off.",
        "“never-was” (Category) does not exist any more.",
        "“Old team” (Team) is switched off.",
    ]
    assert found[other.pk] == [f"“#{key}” (Team) does not exist any more."]


def test_a_rule_that_cannot_be_read_says_so(admin):
    RoutingRule.objects.create(name="Broken", conditions={"all": []}, actions=[TAG])

    assert "This cannot be read" in page_of(admin)


def test_the_remarks_cost_the_same_for_many_rules(admin, django_assert_max_num_queries):
    team = a_team()
    for _ in range(12):
        a_rule(GOLD, {"do": "set_team", "to": team.pk}, stops=True)

    with django_assert_max_num_queries(5):
        findings_of(RoutingRule.objects.all())


def test_what_is_known_of_a_draft_is_said_anew_when_a_name_in_it_is_switched_off(db):
    team = a_team(name="Retur")
    rule = a_rule(GOLD, {"do": "set_team", "to": team.pk})
    before = findings_of(RoutingRule.objects.all())

    type(team).objects.filter(pk=team.pk).update(is_active=False)

    assert before == {}
    assert findings_of(RoutingRule.objects.all())[rule.pk] == ["“Retur” (Team) is switched off."]


def test_a_draft_is_looked_through_once(admin, monkeypatch):
    a_rule(GOLD, TAG)
    page_of(admin)
    monkeypatch.setattr(rule_findings, "lint", lambda *_: pytest.fail("It was looked through before."))

    assert admin.get(reverse("settings:rules")).status_code == 200
