"""Who is there. Browsers beat; who has not for a while is gone. Closing one tab says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now

from people.models import Presence

GONE_AFTER = timedelta(seconds=45)  # three beats of a page (static/js/live/presence.js)


def wrapped_up(*, at: datetime | None = None) -> QuerySet[Presence]:
    """Whose time after a talk is over."""
    return Presence.objects.filter(wraps_up_until__lte=at or Now())


def silent(*, at: datetime | None = None) -> QuerySet[Presence]:
    """Those counted as there whose last sign of life is too old. The database's clock decides."""
    return Presence.objects.exclude(status=Presence.Status.OFFLINE).filter(
        heartbeat_at__lt=(at or Now()) - GONE_AFTER
    )
