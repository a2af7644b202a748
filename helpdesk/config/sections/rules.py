from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from events.actors import Actor
from helpdesk.config.references import actions_by_id, actions_by_name, conditions_by_id, conditions_by_name
from helpdesk.config.section import Entry, Section
from routing.actions.publish_rules import publish_rules
from routing.actions.save_rule import change_rule, create_rule, move_rules
from routing.models import RoutingRule
from routing.refusals import Refused
from routing.rule_change_words import changes_in_a_line
from routing.rule_changes import changes_between
from routing.rule_sets import draft_rules, live_rules


class Rules(Section):
    """The rules that are live. What a file changes is published at its end, by one version."""

    name = "rules"
    key = "name"
    fields = ("is_active", "stops", "conditions", "actions")
    is_ordered = True

    def entries(self) -> Iterator[Entry]:
        return map(_by_name, live_rules())

    def being_written(self) -> Iterator[Entry]:
        return map(_by_name, draft_rules())

    def begin(self) -> None:
        if waiting := changes_between(live_rules(), draft_rules()):
            raise Refused("draft_in_the_way", changes=changes_in_a_line(waiting))

    def finish(self, *, by: Actor) -> None:
        if changes_between(live_rules(), draft_rules()):
            publish_rules(by=by)

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


def _by_name(rule: Mapping[str, Any]) -> Entry:
    return {
        "name": rule["name"],
        "is_active": rule["is_active"],
        "stops": rule["stops"],
        "conditions": conditions_by_name(rule["conditions"]),
        "actions": actions_by_name(rule["actions"]),
    }
