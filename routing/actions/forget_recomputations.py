from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from events.forgetting import forget
from routing.models import DryRun, Recomputation

KEPT = timedelta(days=30)


def forget_recomputations() -> int:
    """And dry runs: what somebody asked then is answered."""
    before = timezone.now() - KEPT
    dry_runs = DryRun.objects.filter(state=DryRun.State.DONE)
    done = Recomputation.objects.filter(state=Recomputation.State.DONE)
    return forget(dry_runs, time="asked_at", before=before) + forget(done, time="at", before=before)
