"""Two who publish the same draft at once, and what decided before there were versions."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from events.actors import SYSTEM
from routing.actions.publish_rules import publish_rules
from routing.actions.save_rule import change_rule
from routing.models import RuleSet
from routing.refusals import Refused
from routing.rule_sets import draft_rules
from routing.rules import load_rules
from routing.seen_rules import Seen
from tests.builders import a_drafted_rule, a_rule
from tests.together import until_somebody_waits, with_own_connection

TAG, OTHER = {"do": "add_tag", "to": "a"}, {"do": "add_tag", "to": "b"}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_the_second_is_told():
    rule = a_rule({}, TAG)
    change_rule(rule, by=SYSTEM, actions=[OTHER])
    seen = Seen.of(1, draft_rules())

    def second():
        with pytest.raises(Refused) as refusal:
            publish_rules(by=SYSTEM, seen=seen)
        return refusal.value.code

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            publish_rules(by=SYSTEM, seen=seen)
            told = pool.submit(with_own_connection, second)
            until_somebody_waits()

        assert told.result(60) == "live_moved"
    assert RuleSet.objects.count() == 2


@pytest.mark.django_db
def test_what_decided_before_there_were_versions_is_version_1():
    rules = [a_drafted_rule({}, TAG), a_drafted_rule({}, OTHER, is_active=False)]
    first = import_module("routing.migrations.0008_first_rule_set")

    first.publish(apps, None)
    first.publish(apps, None)

    assert [(one.version, one.published_by) for one in RuleSet.objects.all()] == [(1, None)]
    assert [(one.id, one.is_active) for one in load_rules()] == [(rules[0].pk, True), (rules[1].pk, False)]
