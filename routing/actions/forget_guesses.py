from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from events.forgetting import forget
from routing.models import Guess

KEPT = timedelta(days=1)


def forget_guesses() -> int:
    """What they said stays as decisions."""
    done = Guess.objects.filter(state=Guess.State.DONE)
    return forget(done, time="due_at", before=timezone.now() - KEPT)
