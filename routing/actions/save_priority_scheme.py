from __future__ import annotations

from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from helpdesk.lib.faults import FaultyData
from people.changing import apply, lock
from routing.models import PriorityScheme
from routing.priority_scheme import check_scheme


@transaction.atomic
def save_priority_scheme(weights: dict[str, Any], *, by: Actor, expected_version: int | None = None) -> bool:
    """The one table of points. False if unchanged; FaultyData if it cannot be understood."""
    if faults := check_scheme(weights):
        raise FaultyData(faults)
    scheme, _ = PriorityScheme.objects.get_or_create(pk=PriorityScheme.ONLY)
    lock(scheme, expected_version=expected_version)
    changed = apply(scheme, {"weights": weights}, known=("weights",))
    if changed:
        record("config.changed", by=by, what="priority_scheme", id=scheme.pk)
    return bool(changed)
