from __future__ import annotations

from django.db import transaction

from routing.models import Training


@transaction.atomic
def note_training(row: Training, *, step: str) -> None:
    """How far it is, for whoever waits for it; it decides nothing, so no event."""
    row.step = step
    row.save(update_fields=["step"])
