"""Which policy would hold for a ticket that came now, and why none of those above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from people.calendar import is_open
from people.models import Organisation, Team
from routing.calendars import load_hours
from routing.models import Metric, SlaPolicy
from routing.policies import Promise, choose_promise, load_promises
from routing.snapshot import Snapshot
from routing.why_policy import looked_at_words
from tickets.models import Category, Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a ticket is like; None: it has none."""

    tier: str
    priority: str
    channel: Channel | None = None
    category: Category | None = None
    organisation: Organisation | None = None
    team: Team | None = None
    language: str = ""
    is_internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    policy: int
    name: str
    words: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """`targets`: what it promises at that priority, in seconds of working time, by the metric's name."""

    looked_at: Sequence[LookedAt]
    policy: SlaPolicy | None
    targets: Sequence[tuple[str, int]]


def which_policy(asked: Asked) -> Which:
    chosen = choose_promise(_snapshot(asked), load_promises())
    looked_at = [
        LookedAt(policy=one["policy"], name=one["name"], words=looked_at_words(one), holds=one["holds"])
        for one in chosen.looked_at
    ]
    promise = chosen.promise
    targets = _targets(promise, asked.priority) if promise else []
    return Which(looked_at=looked_at, policy=promise.policy if promise else None, targets=targets)


def _targets(promise: Promise, priority: str) -> list[tuple[str, int]]:
    counted = promise.for_priority(priority).targets
    return [
        (str(Metric(one).label), counted[one].seconds) for one in sorted(counted, key=Metric.values.index)
    ]


def _snapshot(asked: Asked) -> Snapshot:
    channel = asked.channel
    calendar = channel.calendar_id if channel else None
    hours = load_hours([calendar])[calendar].calendar
    now = timezone.now()
    return Snapshot(
        channel=channel.pk if channel else None,
        channel_kind=channel.kind if channel else "",
        customer_tier=asked.tier,
        organisation=asked.organisation.pk if asked.organisation else None,
        category=asked.category.key if asked.category else "",
        priority=asked.priority,
        team=asked.team.pk if asked.team else None,
        language=asked.language or (channel.language if channel else ""),
        is_open=is_open(hours, now),
        hour=now.astimezone(hours.zone).hour,
        is_internal=asked.is_internal,
    )
