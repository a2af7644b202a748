from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from routing.models import Foreseen, Outlook


@transaction.atomic
def store_outlook(outlook: Outlook, foreseen: Sequence[Foreseen]) -> bool:
    """One a minute, whoever looks; what was said of a promise once stays said. False: another was first."""
    Outlook.objects.bulk_create([outlook], ignore_conflicts=True)
    is_first = Outlook.objects.filter(minute=outlook.minute, made_at=outlook.made_at).exists()
    if is_first:
        Foreseen.objects.bulk_create(foreseen, ignore_conflicts=True, batch_size=500)
    return is_first
