"""How often each rule matched: counted by the day from what was decided, and shown beside it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from routing.actions.count_rule_matches import count_days
from routing.models import Decision, RuleMatches, RuleSet
from routing.rule_matches import DAYS, counted
from tests.builders import a_rule, a_ticket, an_admin

pytestmark = pytest.mark.django_db

TAG = {"do": "add_tag", "to": "x"}


def decided(*rules, days_ago=0):
    row = Decision.objects.create(
        ticket=a_ticket(),
        kind=Decision.Kind.CLASSIFICATION,
        reasons=[*({"code": "rule", "rule": rule} for rule in rules), {"code": "team_of_category"}],
    )
    Decision.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days_ago))


def hits(rule):
    return counted(now=timezone.now()).of(rule)


def test_matches_of_thirty_days_are_counted_and_older_ones_not():
    decided(7)
    decided(7, 8)
    decided(days_ago=3)
    decided(7, days_ago=DAYS)

    count_days()

    assert (hits(7).tickets, hits(8).tickets, hits(9).tickets) == (2, 1, 0)
    assert hits(8).percent == 33.3


def test_a_day_is_counted_again_until_it_is_over():
    count_days()
    decided(7)

    early = count_days()
    RuleMatches.objects.update(counted_at=timezone.now() - timedelta(minutes=6))
    count_days()

    assert early == 0
    assert hits(7).tickets == 1


def test_a_day_that_is_over_is_counted_once():
    decided(7, days_ago=2)
    count_days()
    RuleMatches.objects.filter(day__lt=timezone.now().date()).update(
        counted_at=timezone.now() - timedelta(hours=1)
    )

    decided(7, days_ago=2)  # no such thing happens: it only shows that nobody looks
    count_days()

    assert hits(7).tickets == 1


def test_counting_twice_counts_nothing_twice():
    decided(7)
    count_days()
    RuleMatches.objects.all().update(counted_at=timezone.now() - timedelta(days=40))
    count_days()

    assert hits(7).tickets == 1


def test_a_rule_that_was_live_all_the_time_and_matched_nothing_says_so(client):
    client.force_login(an_admin())
    idle, new = a_rule({}, TAG, name="Idle"), a_rule({}, TAG, name="New")
    old = {"id": idle.pk, "is_active": True}
    for version, (days, rules) in enumerate([(40, [old]), (5, [old, {"id": new.pk, "is_active": True}])], 1):
        RuleSet.objects.filter(version=version).delete()
        RuleSet.objects.create(
            version=version,
            published_at=timezone.now() - timedelta(days=days),
            rules=[
                {"name": "-", "stops": False, "conditions": {}, "actions": [TAG], "version": 1, **one}
                for one in rules
            ],
        )
    RuleSet.objects.filter(version__gt=2).delete()
    count_days()

    page = client.get(reverse("settings:rules")).content.decode()

    assert (hits(idle.pk).is_idle, hits(new.pk).is_idle) == (True, False)
    assert page.count("Matched no ticket in the last 30 days.") == 1


def test_a_view_reads_the_numbers_and_never_the_decisions(django_assert_num_queries):
    with django_assert_num_queries(3):
        counted(now=timezone.now())
