from __future__ import annotations

from collections.abc import Iterator

from events.actors import Actor
from helpdesk.config.references import actions_by_id, actions_by_name, conditions_by_id, conditions_by_name
from helpdesk.config.section import Entry, Section
from routing.actions.save_rule import change_rule, create_rule, move_rules
from routing.models import RoutingRule


class Rules(Section):
    name = "rules"
    key = "name"
    fields = ("is_active", "stops", "conditions", "actions")
    is_ordered = True

    def entries(self) -> Iterator[Entry]:
        for rule in RoutingRule.objects.all():
            yield {
                "name": rule.name,
                "is_active": rule.is_active,
                "stops": rule.stops,
                "conditions": conditions_by_name(rule.conditions),
                "actions": actions_by_name(rule.actions),
            }

    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        where = f"rules.{entry['name']}"
        fields = dict(entry)
        if "conditions" in fields:
            fields["conditions"] = conditions_by_id(fields["conditions"], where=f"{where}.conditions")
        if "actions" in fields:
            fields["actions"] = actions_by_id(fields["actions"], where=f"{where}.actions")
        if is_new:
            create_rule(by=by, **fields)
        else:
            change_rule(RoutingRule.objects.get(name=entry["name"]), by=by, **fields)

    def arrange(self, names: list[str], *, by: Actor) -> None:
        ids = dict(RoutingRule.objects.values_list("name", "id"))
        move_rules([ids[name] for name in names], by=by)
