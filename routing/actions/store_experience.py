from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from routing.models import Experience, Foreseen

KEPT = 50


@transaction.atomic
def store_experience(experience: Experience, rehearsed: Sequence[Foreseen]) -> Experience:
    """What was said at the time counts; what is rehearsed fills in where nobody looked."""
    experience.save(force_insert=True)
    Foreseen.objects.bulk_create(rehearsed, ignore_conflicts=True, batch_size=500)
    old = Experience.objects.order_by("-learned_at").values_list("pk", flat=True)[KEPT:]
    Experience.objects.filter(pk__in=list(old)).delete()
    return experience
