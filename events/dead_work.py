"""Work of every kind that gave up and waits for a person, wherever its rows are kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from django.db.models import prefetch_related_objects

from events.claimable import Claimable, ClaimableQuerySet
from events.models import Reaction


def kinds() -> Mapping[str, type[Claimable]]:
    """The tables of such work, by the name that stands before the dash in a row's key."""
    models = (model for model in apps.get_models() if issubclass(model, Claimable) and model.is_work)
    return {str(model._meta.model_name): model for model in models}


def count_dead_work() -> int:
    return sum(_dead(model).count() for model in kinds().values())


def dead_work(most: int) -> list[Claimable]:
    """The newest of each kind."""
    rows = [row for model in kinds().values() for row in _dead(model).order_by("-pk")[:most]][:most]
    prefetch_related_objects([row for row in rows if isinstance(row, Reaction)], "event")
    return rows


def _dead(model: type[Claimable]) -> ClaimableQuerySet[Claimable]:
    return ClaimableQuerySet(model).dead()
