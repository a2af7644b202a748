"""What is late and what soon will be, by the nearest promise that is running and the database's clock."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

SOON_IS = timedelta(minutes=30)

IS_LATE = Q(next_due_at__lte=Now())
IS_SOON = Q(next_due_at__gt=Now(), next_due_at__lte=Now() + SOON_IS)

# `due_order` says nothing new; it is what lets a list's index start and stop at the right place.
LATE = IS_LATE & Q(due_order__lte=Now())
SOON = IS_SOON & Q(due_order__lte=Now() + SOON_IS)
