"""What is late and what soon will be, by the nearest promise that is running and the database's clock."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Now

SOON_IS = timedelta(minutes=30)

# `due_order` says nothing new; it is what lets a list's index start and stop at the right place.
LATE = Q(due_order__lte=Now(), next_due_at__lte=Now())
SOON = Q(due_order__lte=Now() + SOON_IS, next_due_at__gt=Now(), next_due_at__lte=Now() + SOON_IS)

WHEN = Case(
    When(next_due_at__lte=Now(), then=Value("late")),
    When(next_due_at__lte=Now() + SOON_IS, then=Value("soon")),
    default=Value(""),
    output_field=CharField(),
)
