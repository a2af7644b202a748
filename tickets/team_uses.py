"""Which channels and categories give work to a team: people/team_uses.py."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tickets.category_words import category_name
from tickets.models import Category, Channel


def uses_of(team_id: int) -> Iterator[str]:
    for name in Channel.objects.filter(team=team_id, is_active=True).values_list("name", flat=True):
        yield _("channel “%(name)s”") % {"name": name}
    for category in Category.objects.filter(team=team_id, is_active=True):
        yield _("category “%(name)s”") % {"name": category_name(category)}
