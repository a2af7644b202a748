from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from events.forgetting import forget
from routing.models import Recomputation

KEPT = timedelta(days=30)


def forget_recomputations() -> int:
    done = Recomputation.objects.filter(state=Recomputation.State.DONE)
    return forget(done, time="at", before=timezone.now() - KEPT)
