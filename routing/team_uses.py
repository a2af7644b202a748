"""Which rules give work to a team: people/team_uses.py."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from routing.models import RoutingRule


def uses_of(team_id: int) -> Iterator[str]:
    giving = RoutingRule.objects.filter(is_active=True, actions__contains=[{"do": "set_team", "to": team_id}])
    for name in giving.values_list("name", flat=True):
        yield _("rule “%(name)s”") % {"name": name}
