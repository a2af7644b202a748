"""What was published stands again: for the draft, or as a new version."""

import pytest
from django.urls import reverse

from events import actors
from routing.actions.save_rule import change_rule, remove_rule
from routing.models import RoutingRule, RuleSet
from tests.builders import a_drafted_rule, a_rule
from tests.routing.test_settings_pages import rule_form
from tests.routing.versions.drafts import GOLD, OTHER, TAG, publish, rules_page, tags_of_a_new_ticket

pytestmark = pytest.mark.django_db


def test_a_discarded_draft_says_again_what_is_live(admin):
    first, second = a_rule({}, TAG, name="First"), a_rule({}, OTHER, name="Second")
    change_rule(first, by=actors.SYSTEM, name="Renamed", actions=[OTHER])
    remove_rule(second, by=actors.SYSTEM)
    a_drafted_rule(GOLD, TAG, name="First")
    key = second.pk or RuleSet.objects.first().rules[1]["id"]

    admin.post(reverse("settings:rule-draft-removal"))

    rows = [(row.pk, row.name, row.actions) for row in RoutingRule.objects.all()]
    assert rows == [(first.pk, "First", [TAG]), (key, "Second", [OTHER])]
    assert "No draft" in rules_page(admin).content.decode()


def test_a_form_that_was_open_when_the_draft_was_discarded_overwrites_nothing(admin):
    rule = a_rule({}, TAG)
    change_rule(rule, by=actors.SYSTEM, actions=[OTHER])
    form = rule_form([], [{"do": "add_tag", "to": "late"}], version=rule.version)
    admin.post(reverse("settings:rule-draft-removal"))

    answer = admin.post(reverse("settings:rule", args=[rule.pk]), form)

    assert answer.status_code == 422
    assert RoutingRule.objects.get().actions == [TAG]


def test_an_old_version_is_brought_back_as_a_new_one(admin, maya):
    rule = a_rule({}, TAG)
    change_rule(rule, by=actors.SYSTEM, actions=[OTHER])
    publish(admin)

    admin.post(reverse("settings:rule-restoration", args=[1]))

    newest = RuleSet.objects.first()
    assert (newest.version, newest.restores, newest.published_by) == (3, 1, maya)
    assert tags_of_a_new_ticket() == {"a"}
    assert "No draft" in rules_page(admin).content.decode()
    history = admin.get(reverse("settings:rule-history")).content.decode()
    assert "brings back 1" in history


def test_bringing_back_loses_no_draft(admin):
    rule = a_rule({}, TAG, name="Tag")
    change_rule(rule, by=actors.SYSTEM, actions=[OTHER])
    publish(admin)
    change_rule(rule, by=actors.SYSTEM, stops=True)

    said = admin.post(reverse("settings:rule-restoration", args=[1]), follow=True).content.decode()

    assert "There is a draft that is not live: “Tag” is changed" in said
    assert RuleSet.objects.count() == 2
    assert RoutingRule.objects.get().stops
