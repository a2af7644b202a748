"""The rules have a past and a draft: the admin has published a change and is at work on another one."""

from __future__ import annotations

from events import actors
from people.models import Agent, Team
from routing.actions.publish_rules import publish_rules
from routing.actions.save_rule import change_rule, create_rule
from routing.models import RoutingRule

GUARANTEE = ["garansi", "warranty", "wobble*", "guarantee*"]
DAMAGED = ["rusak", "penyok", "retak", "crack*", "broken", "damaged"]


def make(admin: Agent, orders: Team) -> None:
    by = actors.agent(admin)
    warranty = RoutingRule.objects.get(name="Warranty")
    change_rule(warranty, by=by, conditions=_asks_for(GUARANTEE))
    publish_rules(by=by)
    tiers = {"kind": "customer_tier", "op": "in", "value": ["gold", "platinum"]}
    create_rule(
        by=by,
        name="Damaged on arrival, gold and up",
        position=0,
        conditions={"all": [*_asks_for(DAMAGED)["all"], tiers]},
        actions=[{"do": "set_team", "to": orders.pk}, {"do": "set_priority", "to": "urgent"}],
    )


def _asks_for(words: list[str]) -> dict[str, list[object]]:
    return {"all": [{"kind": "message", "op": "contains_any", "value": words}]}
