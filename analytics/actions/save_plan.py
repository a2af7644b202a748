from __future__ import annotations

from typing import Any

from django.db import transaction

from analytics.models import SurveyPlan
from events.actors import Actor
from events.record import record
from people.changing import apply, lock
from tickets.models import Channel

FIELDS = ("is_active", "questions", "language", "delay_minutes", "quiet_days", "low_score")


@transaction.atomic
def save_plan(
    channel: Channel, *, by: Actor, expected_version: int | None = None, **fields: Any
) -> list[str]:
    """What the channel asks from now on; the names of what changed. The first time makes the plan."""
    plan, is_new = SurveyPlan.objects.get_or_create(channel=channel)
    lock(plan, expected_version=None if is_new else expected_version)
    changed = apply(plan, fields, known=FIELDS)
    if changed or is_new:
        record("config.changed", by=by, what="survey_plan", id=plan.pk, fields=changed)
    return changed
