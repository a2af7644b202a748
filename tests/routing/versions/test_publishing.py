"""What decides tickets is what was published last; what people write changes the draft alone."""

import pytest
from django.urls import reverse

from events import actors
from events.models import Event
from routing.actions.publish_rules import publish_rules
from routing.actions.save_rule import change_rule, remove_rule
from routing.models import RuleSet
from routing.team_uses import uses_of
from tests.builders import a_drafted_rule, a_rule, a_team, a_ticket, an_admin, work_off
from tests.routing.test_settings_pages import rule_form
from tests.routing.versions.drafts import GOLD, OTHER, TAG, publish, rules_page, seen_by, tags_of_a_new_ticket

pytestmark = pytest.mark.django_db


def test_a_draft_decides_nothing_until_it_is_published(admin):
    admin.post(reverse("settings:new-rule"), rule_form([], [{"do": "add_tag", "to": "a"}]))
    before = tags_of_a_new_ticket()

    publish(admin)

    assert (before, tags_of_a_new_ticket()) == (set(), {"a"})


def test_a_rule_that_is_removed_decides_until_that_is_published(admin):
    rule = a_rule({}, TAG)
    admin.post(reverse("settings:rule-removal", args=[rule.pk]))
    before = tags_of_a_new_ticket()

    publish(admin)

    assert (before, tags_of_a_new_ticket()) == ({"a"}, set())


def test_the_page_says_what_is_live_and_what_the_draft_would_change(admin, maya):
    first, second = a_rule({}, TAG, name="First"), a_rule({}, OTHER, name="Second")
    change_rule(first, by=actors.agent(maya), actions=[OTHER])
    remove_rule(second, by=actors.agent(maya))
    a_drafted_rule(GOLD, TAG, name="Third")

    page = rules_page(admin).content.decode()

    assert "Live version 2" in page
    assert "Publish version 3" in page
    assert "Draft, 3 rules changed" in page
    for words in ("“First” is changed: what it does", "“Third” is new", "“Second” is gone"):
        assert words in page


def test_without_a_draft_there_is_nothing_to_publish_or_discard(admin):
    a_rule({}, TAG)

    page = rules_page(admin).content.decode()

    assert "No draft" in page
    assert "Publish version" not in page
    assert "Discard draft" not in page
    assert "Nothing is published" in publish(admin)
    assert RuleSet.objects.count() == 1


def test_publishing_is_one_event_and_says_who_and_when(admin, maya):
    a_drafted_rule({}, TAG)
    before = Event.objects.count()

    publish(admin)

    [event] = Event.objects.order_by("pk")[before:]
    assert (event.kind, event.data["what"], event.data["version"]) == ("config.changed", "rule_set", 1)
    assert RuleSet.objects.get().published_by == maya


def test_who_looked_at_another_draft_is_told_what_changed_since_and_publishes_nothing(admin):
    a_drafted_rule({}, TAG, name="Mine")
    seen = seen_by(admin)
    a_drafted_rule(GOLD, TAG, name="Theirs")

    said = publish(admin, seen)

    assert "the draft is not what you looked at any more. Since then: “Theirs” is new." in said
    assert not RuleSet.objects.exists()


def test_who_looked_at_another_live_version_is_told_what_it_changed(admin):
    rule = a_rule({}, TAG, name="Tag")
    change_rule(rule, by=actors.SYSTEM, stops=True)
    seen = seen_by(admin)
    budi = an_admin(name="Budi Santoso")
    publish_rules(by=actors.agent(budi))
    change_rule(rule, by=actors.SYSTEM, stops=False)

    said = publish(admin, seen)

    assert "Budi Santoso has published version 2 since you looked. In it: “Tag” is changed" in said
    assert RuleSet.objects.count() == 2


@pytest.mark.parametrize("seen", ["", "nonsense", "0;x.y", "-1;"])
def test_who_says_not_what_they_looked_at_publishes_nothing(admin, seen):
    a_drafted_rule({}, TAG)

    publish(admin, seen)

    assert not RuleSet.objects.exists()


def test_a_decision_names_the_rule_as_it_was_published(admin):
    rule = a_rule({}, TAG)
    change_rule(rule, by=actors.SYSTEM, actions=[OTHER])
    ticket = a_ticket()
    work_off()

    [looked] = ticket.decisions.get(kind="classification").candidates
    assert (looked["rule"], looked["version"]) == (rule.pk, 1)


def test_a_team_that_a_draft_or_the_live_rules_give_work_to_is_in_use(admin):
    live, drafted = a_team(), a_team()
    rule = a_rule({}, {"do": "set_team", "to": live.pk}, name="R")
    change_rule(rule, by=actors.SYSTEM, actions=[{"do": "set_team", "to": drafted.pk}])

    assert list(uses_of(live.pk)) == list(uses_of(drafted.pk)) == ["rule “R”"]
