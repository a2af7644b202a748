"""Which rules give work to a team: people/team_uses.py."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from routing.models import RoutingRule
from routing.rule_sets import Entry, entry_of, live_rules


def uses_of(team_id: int) -> Iterator[str]:
    """Those that decide, and those of the draft, which may decide tomorrow."""
    rules = [*live_rules(), *map(entry_of, RoutingRule.objects.all())]
    for name in dict.fromkeys(rule["name"] for rule in rules if _gives(rule, team_id)):
        yield _("rule “%(name)s”") % {"name": name}


def _gives(rule: Entry, team_id: int) -> bool:
    return rule["is_active"] and {"do": "set_team", "to": team_id} in rule["actions"]
