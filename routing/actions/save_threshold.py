from __future__ import annotations

from django.db import transaction

from events.actors import Actor
from events.record import record
from routing.models import Subject, Threshold
from routing.models.learned_version import USUAL


@transaction.atomic
def save_threshold(subject: str, *, percent: int, is_on: bool, by: Actor) -> list[str]:
    """From which confidence on a guess is used by itself. The names of what changed."""
    row, _ = Threshold.objects.select_for_update().get_or_create(
        subject=subject, defaults={"percent": USUAL[Subject(subject)]}
    )
    wanted = {"percent": percent, "is_on": is_on}
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if changed:
        row.percent, row.is_on = percent, is_on
        row.full_clean(exclude=["subject"])
        row.save()
        record("config.changed", by=by, what="threshold", id=subject, fields=changed)
    return changed
