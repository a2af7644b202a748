from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from events.record import record
from routing.models import Training


@transaction.atomic
def start_training(subject: str, *, by: Actor) -> Training:
    """Owed from now on. Whoever asks again while one is owed gets that one."""
    owed = Training.objects.filter(subject=subject, state=Training.State.PENDING).first()
    if owed:
        return owed
    row = Training.objects.create(
        subject=subject, asked_by_id=by.id if by.is_person else None, asked_at=timezone.now()
    )
    record("learning.asked", by=by, subject=subject, training=row.pk)
    return row
