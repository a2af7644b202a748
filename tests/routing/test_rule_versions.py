"""What decides tickets is what was published last; what people write changes the draft alone."""

import pytest
from django.core.management import CommandError
from django.urls import reverse

from events import actors
from events.models import Event
from routing.actions.publish_rules import publish_rules
from routing.actions.save_rule import change_rule, remove_rule
from routing.models import RoutingRule, RuleSet
from routing.team_uses import uses_of
from tests.builders import a_drafted_rule, a_rule, a_team, a_ticket, an_admin, work_off
from tests.helpdesk.config_file import commands_in
from tests.routing.test_settings_pages import rule_form

pytestmark = pytest.mark.django_db
GOLD = {"kind": "customer_tier", "op": "equals", "value": "gold"}
TAG, OTHER = {"do": "add_tag", "to": "a"}, {"do": "add_tag", "to": "b"}


@pytest.fixture
def maya():
    return an_admin(name="Maya")


@pytest.fixture
def admin(client, maya):
    client.force_login(maya)
    return client


def rules_page(client):
    return client.get(reverse("settings:rules"))


def seen_by(client):
    return rules_page(client).context["draft"].seen


def publish(client, seen=None):
    data = {"seen": seen_by(client) if seen is None else seen}
    return client.post(reverse("settings:rule-publication"), data, follow=True).content.decode()


def tags_of_a_new_ticket():
    ticket = a_ticket()
    work_off()
    return {tag.name for tag in ticket.tags.all()}


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


ENTRY = {"name": "Filed", "conditions": GOLD, "actions": [TAG]}


def test_a_file_publishes_once_and_a_second_time_nothing(tmp_path):
    config = commands_in(tmp_path)
    more = [ENTRY, {**ENTRY, "name": "Another"}]

    config("apply", rules=more)
    config("apply", rules=more)
    config("apply", rules=more[::-1])

    assert [one.version for one in RuleSet.objects.all()] == [2, 1]
    assert [rule["name"] for rule in RuleSet.objects.first().rules] == ["Another", "Filed"]


def test_a_file_that_changes_rules_does_not_publish_somebodys_draft(tmp_path):
    config = commands_in(tmp_path)
    config("apply", rules=[ENTRY])
    a_drafted_rule({}, TAG, name="Somebody’s")

    assert config("apply", rules=[ENTRY]).strip() == "0 changed."
    with pytest.raises(CommandError, match="rules: There is a draft that is not live"):
        config("apply", rules=[{**ENTRY, "stops": True}])
    assert "Somebody" not in config("export")
    assert RuleSet.objects.count() == 1
