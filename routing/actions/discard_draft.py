from __future__ import annotations

from django.db import transaction

from events.actors import Actor
from events.record import record
from routing.actions.publish_rules import hold_rules
from routing.models import RoutingRule
from routing.rule_changes import changes_between
from routing.rule_sets import Entry, draft_rules, row_of


@transaction.atomic
def discard_draft(*, by: Actor) -> bool:
    """The draft is again what is live. False if it is already."""
    live = hold_rules()
    rules = live.rules if live else []
    if not changes_between(rules, draft_rules()):
        return False
    write_draft(rules)
    record("config.changed", by=by, what="rule_draft", id=live.pk if live else 0, fields=["discarded"])
    return True


def write_draft(rules: list[Entry]) -> None:
    """The caller holds the rules. Each keeps its id; its version is one that no form has seen."""
    seen = dict(RoutingRule.objects.values_list("pk", "version"))
    RoutingRule.objects.all().delete()
    RoutingRule.objects.bulk_create(
        row_of({**rule, "version": max(rule["version"], seen.get(rule["id"], 0)) + 1}, position=position)
        for position, rule in enumerate(rules)
    )
