"""Whose pages look for offers as soon as they are there: members of a team that asks before it gives."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from people.models import Membership


def is_asked_first() -> Exists:
    """Of an agent, in whatever query reads them."""
    return Exists(Membership.objects.filter(agent=OuterRef("pk"), team__offer_seconds__gt=0))
