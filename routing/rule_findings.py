"""What the linter says of the stored rules, in words, beside the rules they are about."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from django.db.models import Count, F, Max, Model

from helpdesk.lib import kept
from helpdesk.lib.faults import FaultyData
from people.models import Organisation, Team
from routing.classify import Rule
from routing.finding_words import finding_words
from routing.linting import Finding, Names, lint, named_in
from routing.models import RoutingRule
from routing.rule_sets import Entry, as_rule, entry_of
from tickets.models import Category, Channel

ByRule = Mapping[int, Sequence[str]]
States = Mapping[str, Mapping[object, bool]]  # whether it is in use, by the sort of name

DAY = 24 * 60 * 60
FORM = 1  # of what is kept; another one, and nothing old is read


def findings_of(stored: Iterable[RoutingRule]) -> ByRule:
    """By the rule's id, only of those of which there is something to say. Worked out once for each draft."""
    rows = list(stored)
    entries, states = [entry_of(row) for row in rows], _states()
    key = _key(entries, states)
    findings = kept.get(key)
    if findings is None:
        rules, unreadable = _read(entries)
        findings = [*unreadable, *lint(rules, known_names(named_in(rules), states))]
        kept.keep({key: findings}, seconds=DAY)
    names = {row.pk: row.name for row in rows}
    found: dict[int, list[str]] = defaultdict(list)
    for finding in findings:
        found[finding.rule].append(finding_words(finding, names))
    return dict(found)


def known_names(named: Mapping[str, frozenset[object]], states: States) -> Names:
    """Which of these are gone or switched off."""
    gone, off = {}, {}
    for field, values in named.items():
        active = _organisations(values) if field == "organisation" else states[field]
        gone[field] = frozenset(value for value in values if value not in active)
        off[field] = frozenset(value for value in values if active.get(value) is False)
    return Names(gone=gone, off=off)


def _read(entries: Iterable[Entry]) -> tuple[list[Rule], list[Finding]]:
    rules, unreadable = [], []
    for entry in entries:
        try:
            rules.append(as_rule(entry))
        except FaultyData:
            unreadable.append(Finding(code="unreadable", rule=entry["id"]))
    return rules, unreadable


def _states() -> States:
    return {
        "team": dict(Team.objects.values_list("pk", "is_active")),
        "channel": dict(Channel.objects.values_list("pk", "is_active")),
        "category": dict(Category.objects.values_list(F("key"), F("is_active"))),
    }


def _organisations(values: frozenset[object]) -> Mapping[object, bool]:
    """There may be thousands; none is ever out of use."""
    model: type[Model] = Organisation
    found = model._default_manager.filter(pk__in=values).values_list("pk", flat=True)
    return dict.fromkeys(found, True)


def _key(entries: Sequence[Entry], states: States) -> str:
    """Of all that the findings follow from: what the rules say, and what their names lead to."""
    organisations = Organisation.objects.aggregate(n=Count("pk"), last=Max("pk"))
    said = [entries, organisations, {field: sorted(map(str, one.items())) for field, one in states.items()}]
    return f"rule-findings-{FORM}-{sha256(json.dumps(said).encode()).hexdigest()}"
