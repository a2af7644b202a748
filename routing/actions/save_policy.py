from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.actors import Actor
from events.record import record
from helpdesk.lib.faults import Fault, FaultyData
from people.actions.keep_former import keep_former
from people.calendar import CalendarError, add_working
from people.changing import apply, lock, refuse_twin, refuse_unknown
from people.models import Former
from routing.actions.keep_promises import keep_promises
from routing.calendars import load_hours
from routing.conditions import check_conditions
from routing.former_policies import said_by
from routing.ladder import check_ladder, in_order, simple_ladder
from routing.models import Clock, Metric, SlaPolicy, SlaTarget
from routing.order import put_in_order
from tickets.models import Priority

PROMISES = {  # what of a policy a running clock depends on
    "targets",
    "calendar",
    "conditions",
    "is_active",
    "is_internal",
    "pauses_while_pending",
    "pauses_while_on_hold",
    "ladder",
}
FIELDS = (
    "name",
    "position",
    "is_active",
    "is_internal",
    "conditions",
    "calendar",
    "pauses_while_pending",
    "pauses_while_on_hold",
    "ladder",
    "on_change",
)
MOST_MINUTES = 60 * 24 * 366
Targets = Mapping[tuple[str, str], int]  # (metric, priority) → minutes of working time


@transaction.atomic
def create_policy(*, by: Actor, targets: Targets, **fields: Any) -> SlaPolicy:
    """A new promise, asked last unless it says otherwise. FaultyData if it cannot be understood."""
    refuse_unknown(fields, FIELDS)
    _refuse_faulty(fields, targets)
    fields["ladder"] = in_order(fields.get("ladder", simple_ladder([])))  # else: that it is too late is told
    if "position" not in fields:
        last = SlaPolicy.objects.aggregate(last=Max("position"))["last"]
        fields["position"] = 0 if last is None else last + 1
    policy = SlaPolicy(**fields)
    refuse_twin(SlaPolicy(), fields)
    policy.full_clean()
    policy.save()
    _set_targets(policy, targets)
    _refuse_empty_or_out_of_reach(policy)
    record("config.changed", by=by, what="sla_policy", id=policy.pk)
    return policy


@transaction.atomic
def change_policy(
    policy: SlaPolicy,
    *,
    by: Actor,
    targets: Targets | None = None,
    expected_version: int | None = None,
    promises: str = "",
    **fields: Any,
) -> list[str]:
    """The names of what changed; `targets` replaces all of them. `promises`: those already made are kept or
    counted anew (OnChange); as the policy says, where nobody says.
    """
    lock(policy, expected_version=expected_version)
    _refuse_faulty(fields, targets or {})
    refuse_twin(policy, fields)
    if "ladder" in fields:
        fields["ladder"] = in_order(fields["ladder"])
    before = said_by(policy)
    changed = apply(policy, fields, known=FIELDS)
    if targets is not None and _set_targets(policy, targets):
        if not changed:  # else it has counted them already
            policy.version += 1
            policy.save(update_fields=["version"])
        changed.append("targets")
    if {"targets", "calendar", "is_internal"} & set(changed):
        _refuse_empty_or_out_of_reach(policy)
    if changed:
        keep_former(Former.What.POLICY, policy.pk, by=by, said=before, changed=changed)
        choice: dict[str, Any] = {}
        if PROMISES & set(changed):
            choice["promises"] = _settle_promises(policy, promises)
        record("config.changed", by=by, what="sla_policy", id=policy.pk, fields=changed, **choice)
    return changed


@transaction.atomic
def remove_policy(policy: SlaPolicy, *, by: Actor) -> None:
    """Clocks that run by it go on: they hold what they were computed from."""
    key = policy.pk
    policy.delete()
    Former.objects.filter(what=Former.What.POLICY, row=key).delete()
    record("config.changed", by=by, what="sla_policy", id=key, fields=["removed"])


@transaction.atomic
def move_policies(order: Sequence[int], *, by: Actor) -> bool:
    """Put the policies with these ids into this order; those not named keep theirs behind them."""
    policies = list(SlaPolicy.objects.select_for_update(no_key=True).order_by("position", "id"))
    moved = put_in_order(policies, order)
    SlaPolicy.objects.bulk_update(moved, ["position"])
    if moved:
        record("config.changed", by=by, what="sla_policy_order", id=moved[0].pk)
    return bool(moved)


def _settle_promises(policy: SlaPolicy, promises: str) -> str:
    """What becomes of those already made. A clock that is kept says so until the next such change."""
    choice = SlaPolicy.OnChange(promises or policy.on_change)
    policy.promised_version = policy.version
    policy.save(update_fields=["promised_version"])
    if choice == SlaPolicy.OnChange.KEEP:
        held = Clock.objects.going().filter(policy=policy).order_by("pk").select_for_update(no_key=True)
        keep_promises(list(held.values_list("pk", flat=True)), policy)
    return str(choice)


def _set_targets(policy: SlaPolicy, wanted: Targets) -> bool:
    now = {(target.metric, target.priority): target.minutes for target in policy.targets.all()}
    if now == dict(wanted):
        return False
    policy.targets.all().delete()
    SlaTarget.objects.bulk_create(
        SlaTarget(policy=policy, metric=metric, priority=priority, minutes=minutes)
        for (metric, priority), minutes in wanted.items()
    )
    return True


def _refuse_empty_or_out_of_reach(policy: SlaPolicy) -> None:
    """One that promises nothing keeps those behind it from promising something; one that its opening hours
    never reach could not be counted for any ticket.
    """
    counted = policy.targets.all()
    if policy.is_internal:  # nobody is answered there
        counted = counted.filter(metric=Metric.RESOLUTION)
    longest = max((target.minutes for target in counted), default=0)
    if not longest:
        raise FaultyData([Fault(code="promises_nothing", path="targets")])
    hours = load_hours([policy.calendar_id])[policy.calendar_id]
    try:
        add_working(hours.calendar, timezone.now(), 60 * longest)
    except CalendarError:
        raise FaultyData([Fault(code="out_of_reach", path="calendar")]) from None


def _refuse_faulty(fields: dict[str, Any], targets: Targets) -> None:
    faults = check_conditions(fields["conditions"]) if "conditions" in fields else []
    for (metric, priority), minutes in targets.items():
        path = f"targets.{metric}.{priority}"
        if metric not in Metric.values or priority not in Priority.values:
            faults.append(Fault(code="choice_unknown", path=path))
        elif not isinstance(minutes, int) or not 1 <= minutes <= MOST_MINUTES:
            faults.append(Fault(code="number_out_of_range", path=path, params={"most": MOST_MINUTES}))
    faults += check_ladder(fields.get("ladder", []))
    if faults:
        raise FaultyData(faults)
