"""What the linter says of the stored rules, in words, beside the rules they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F, Model, QuerySet

from helpdesk.lib.faults import FaultyData
from people.models import Organisation, Team
from routing.classify import Rule
from routing.finding_words import finding_words
from routing.linting import Finding, Names, lint, named_in
from routing.models import RoutingRule
from routing.rule_sets import as_rule, entry_of
from tickets.models import Category, Channel

ByRule = Mapping[int, Sequence[str]]


def findings_of(stored: Iterable[RoutingRule]) -> ByRule:
    """By the rule's id, only of those of which there is something to say."""
    rows = list(stored)
    rules, unreadable = _read(rows)
    findings = [*unreadable, *lint(rules, known_names(named_in(rules)))]
    names = {row.pk: row.name for row in rows}
    found: dict[int, list[str]] = defaultdict(list)
    for finding in findings:
        found[finding.rule].append(finding_words(finding, names))
    return dict(found)


def known_names(named: Mapping[str, frozenset[object]]) -> Names:
    """Which of these are gone or switched off: a query for each sort of name that is there."""
    gone, off = {}, {}
    for field, values in named.items():
        active = _states(field, values)
        gone[field] = frozenset(value for value in values if value not in active)
        off[field] = frozenset(value for value in values if active.get(value) is False)
    return Names(gone=gone, off=off)


def _read(rows: Iterable[RoutingRule]) -> tuple[list[Rule], list[Finding]]:
    rules, unreadable = [], []
    for row in rows:
        try:
            rules.append(as_rule(entry_of(row)))
        except FaultyData:
            unreadable.append(Finding(code="unreadable", rule=row.pk))
    return rules, unreadable


def _states(field: str, values: frozenset[object]) -> dict[object, bool]:
    """Whether they are in use; an organisation is never out of use."""
    if field == "organisation":
        return dict.fromkeys(_those(Organisation, values).values_list("pk", flat=True), True)
    if field == "category":
        return dict(Category.objects.filter(key__in=values).values_list(F("key"), F("is_active")))
    return dict(_those(Team if field == "team" else Channel, values).values_list("pk", "is_active"))


def _those(model: type[Model], values: frozenset[object]) -> QuerySet[Model]:
    return model._default_manager.filter(pk__in=values)
