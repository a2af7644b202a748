from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from events.actors import Actor
from helpdesk.config.document import ConfigProblem
from helpdesk.config.ladders import ladder_by_id, ladder_by_name
from helpdesk.config.references import conditions_by_id, conditions_by_name, find
from helpdesk.config.section import Entry, Section
from people.models import Calendar
from routing.actions.save_policy import FIELDS, change_policy, create_policy
from routing.models import SlaPolicy

PLAIN = tuple(field for field in FIELDS if field not in {"name", "position"})


class Policies(Section):
    name = "sla_policies"
    key = "name"
    fields = (*PLAIN, "targets")
    is_ordered = True

    def entries(self) -> Iterator[Entry]:
        for policy in SlaPolicy.objects.select_related("calendar").prefetch_related("targets"):
            targets: dict[str, dict[str, int]] = {}
            for target in sorted(policy.targets.all(), key=lambda target: (target.metric, target.minutes)):
                targets.setdefault(target.metric, {})[target.priority] = target.minutes
            yield {
                "name": policy.name,
                **{field: getattr(policy, field) for field in PLAIN},
                "calendar": policy.calendar and policy.calendar.name,
                "conditions": conditions_by_name(policy.conditions),
                "ladder": ladder_by_name(policy.ladder),
                "targets": targets,
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        where = f"sla_policies.{entry['name']}"
        fields: dict[str, Any] = {field: value for field, value in entry.items() if field != "targets"}
        if "calendar" in fields:
            fields["calendar"] = find(Calendar, fields["calendar"], where=f"{where}.calendar")
        if "conditions" in fields:
            fields["conditions"] = conditions_by_id(fields["conditions"], where=f"{where}.conditions")
        if "ladder" in fields:
            fields["ladder"] = ladder_by_id(fields["ladder"], where=f"{where}.ladder")
        if "targets" in entry:
            fields["targets"] = _flat(entry["targets"], where=f"{where}.targets")
        if is_new:
            create_policy(by=by, **{"targets": {}, **fields})
        else:
            change_policy(SlaPolicy.objects.get(name=entry["name"]), by=by, **fields)

    def arrange(self, names: list[str], *, by: Actor) -> None:
        policies = {policy.name: policy for policy in SlaPolicy.objects.all()}
        for position, name in enumerate(names):
            change_policy(policies[name], by=by, position=position)


def _flat(targets: Any, *, where: str) -> dict[tuple[str, str], int]:
    if not isinstance(targets, dict) or not all(isinstance(row, dict) for row in targets.values()):
        raise ConfigProblem(where, "Write minutes of working time like {first_response: {urgent: 30}}.")
    return {
        (metric, priority): minutes for metric, row in targets.items() for priority, minutes in row.items()
    }
