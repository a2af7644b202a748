from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from events.actors import Actor
from routing.actions.save_rule import create_rule, move_rules
from routing.models import RoutingRule


@transaction.atomic
def copy_rule(rule: RoutingRule, *, by: Actor) -> RoutingRule:
    """The same once more, right behind it, switched off: two that do the same are a remark at once."""
    copied = create_rule(
        by=by,
        name=_free_name(rule.name),
        is_active=False,
        conditions=rule.conditions,
        actions=rule.actions,
        stops=rule.stops,
    )
    order = list(RoutingRule.objects.exclude(pk=copied.pk).values_list("pk", flat=True))
    order.insert(order.index(rule.pk) + 1, copied.pk)
    move_rules(order, by=by)
    return copied


def _free_name(name: str) -> str:
    taken = set(RoutingRule.objects.values_list("name", flat=True))
    number = 1
    while True:
        end = _(" (copy)") if number == 1 else _(" (copy %(n)s)") % {"n": number}
        found = name[: 150 - len(end)] + end
        if found not in taken:
            return found
        number += 1
