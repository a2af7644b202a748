"""What the doors remember in order to refuse, and need not remember any longer."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from channels_in.actions.claim_automatic_mail import AT_MOST_EVERY
from channels_in.models import AutomaticMail, SecurityEvent

REFUSALS_KEPT = timedelta(days=90)  # one row an hour and kind at most


def forget_knocks() -> int:
    now = timezone.now()
    refused = SecurityEvent.objects.filter(hour__lt=now - REFUSALS_KEPT).delete()[0]
    written = AutomaticMail.objects.filter(last_at__lt=now - 2 * AT_MOST_EVERY).delete()[0]
    return refused + written
