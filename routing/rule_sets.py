"""Rules as a version holds them, and the two sets there are: what decides, and the draft."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from helpdesk.lib.faults import FaultyData
from routing.classify import Rule
from routing.conditions import parse_conditions
from routing.conditions.tree import asked_before, leaves_of
from routing.models import RoutingRule, RuleSet
from routing.rule_actions import ACTION_KINDS, parse_actions
from routing.rule_changes import FIELDS

log = logging.getLogger(__name__)

Entry = dict[str, Any]
DECIDED = {kind.sets for kind in ACTION_KINDS.values()}


def live_set() -> RuleSet | None:
    """None: nothing was ever published."""
    return RuleSet.objects.select_related("published_by").first()


def live_rules() -> list[Entry]:
    rules = RuleSet.objects.values_list("rules", flat=True).first()
    return list(rules or [])


def draft_rules() -> list[Entry]:
    return [entry_of(row) for row in RoutingRule.objects.all()]


def entry_of(row: RoutingRule) -> Entry:
    return {"id": row.pk, "version": row.version, **{field: getattr(row, field) for field in FIELDS}}


def row_of(entry: Entry, *, position: int) -> RoutingRule:
    """The same rule again, to be edited."""
    return RoutingRule(pk=entry["id"], position=position, version=entry["version"], **_content(entry))


def as_rule(entry: Entry) -> Rule:
    """Raises FaultyData."""
    conditions = parse_conditions(entry["conditions"])
    return Rule(
        id=entry["id"],
        name=entry["name"],
        conditions=conditions,
        is_steady=not {leaf.kind.code for leaf in leaves_of(conditions)} & DECIDED,
        asks_before=asked_before(conditions),
        actions=parse_actions(entry["actions"]),
        stops=entry["stops"],
        is_active=entry["is_active"],
        version=entry["version"],
    )


def readable(entries: Iterable[Entry]) -> Iterator[Rule]:
    """One that cannot be read decides nothing, rather than stopping the others."""
    for entry in entries:
        try:
            yield as_rule(entry)
        except FaultyData as error:
            log.error("Routing rule %s cannot be read: %s", entry["id"], error)


def _content(entry: Entry) -> Entry:
    return {field: entry[field] for field in FIELDS}
