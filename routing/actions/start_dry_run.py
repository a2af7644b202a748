from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from people.models import Agent
from routing.as_they_came import tickets_between
from routing.models import DryRun
from routing.rule_sets import draft_rules, live_set

MOST = 10_000  # tickets, the newest
AFTER_ALL = 2**62  # no ticket has such an id


@transaction.atomic
def start_dry_run(*, days: int, by: Agent) -> DryRun:
    """Owed from now on: the draft against the rules that are live. It changes nothing, so no event."""
    live, now = live_set(), timezone.now()
    found = tickets_between(by, since=now - timedelta(days=days), until=now)
    return DryRun.objects.create(
        asked_by=by,
        asked_at=now,
        days=days,
        live_version=live.version if live else 0,
        live=live.rules if live else [],
        draft=draft_rules(),
        total=min(MOST, found.count()),
        reached=AFTER_ALL,
    )
