from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from events.actors import Actor
from events.record import record
from helpdesk.lib.faults import Fault, FaultyData, join_path
from people.changing import apply, lock, refuse_unknown
from routing.conditions import check_conditions
from routing.models import RoutingRule
from routing.order import put_in_order
from routing.rule_actions import check_actions

FIELDS = ("name", "position", "is_active", "conditions", "actions", "stops")


@transaction.atomic
def create_rule(*, by: Actor, **fields: Any) -> RoutingRule:
    """A new rule, last in the list unless it says otherwise. FaultyData if it cannot be understood."""
    refuse_unknown(fields, FIELDS)
    _refuse_faulty(fields)
    if "position" not in fields:
        last = RoutingRule.objects.aggregate(last=Max("position"))["last"]
        fields["position"] = 0 if last is None else last + 1
    rule = RoutingRule(**fields)
    rule.full_clean(exclude=["conditions"])
    rule.save()
    record("config.changed", by=by, what="rule", id=rule.pk)
    return rule


@transaction.atomic
def change_rule(
    rule: RoutingRule, *, by: Actor, expected_version: int | None = None, **fields: Any
) -> list[str]:
    """The names of what changed."""
    lock(rule, expected_version=expected_version)
    _refuse_faulty(fields)
    changed = apply(rule, fields, known=FIELDS)
    if changed:
        record("config.changed", by=by, what="rule", id=rule.pk, fields=changed)
    return changed


@transaction.atomic
def remove_rule(rule: RoutingRule, *, by: Actor) -> None:
    key = rule.pk
    rule.delete()
    record("config.changed", by=by, what="rule", id=key, fields=["removed"])


@transaction.atomic
def move_rules(order: list[int], *, by: Actor) -> bool:
    """Put the rules with these ids into this order; those not named keep theirs behind them."""
    rules = list(RoutingRule.objects.select_for_update(no_key=True).order_by("position", "id"))
    moved = put_in_order(rules, order)
    RoutingRule.objects.bulk_update(moved, ["position"])
    if moved:
        record("config.changed", by=by, what="rule_order", id=moved[0].pk)
    return bool(moved)


def _refuse_faulty(fields: dict[str, Any]) -> None:
    faults: list[Fault] = []
    if "conditions" in fields:
        faults += _below("conditions", check_conditions(fields["conditions"]))
    if "actions" in fields:
        faults += _below("actions", check_actions(fields["actions"]))
    if faults:
        raise FaultyData(faults)


def _below(path: str, faults: list[Fault]) -> list[Fault]:
    return [Fault(code=fault.code, path=join_path(path, fault.path), params=fault.params) for fault in faults]
