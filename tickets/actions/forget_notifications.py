from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from events.forgetting import forget
from tickets.models import Notification

KEPT = timedelta(days=90)  # the menu shows the newest few; what happened stands in the ticket's timeline


def forget_notifications() -> int:
    return forget(Notification.objects.all(), time="created_at", before=timezone.now() - KEPT)
