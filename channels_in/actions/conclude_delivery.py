"""What a try came to, written with the delivery marked done: the worker's claim stands, or nothing is
written.
"""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from channels_in.models import Connection
from channels_in.outcomes import ChannelDown, InDoubt, NotSent, Outcome, Sent
from tickets.actions.record_delivery import mark_failed, mark_sent, mark_unknown, note_try
from tickets.models import Delivery

MINUTE = 60
WAITS = (
    5,
    30,
    2 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    60 * MINUTE,
    120 * MINUTE,
)  # after each try but the last
DOWN_WAIT = timedelta(seconds=15)
BEHIND = timedelta(seconds=1)
GIVE_UP_AFTER = timedelta(days=2)  # of a channel that is down


@transaction.atomic
def conclude_delivery(delivery: Delivery, outcome: Outcome) -> None:
    match outcome:
        case Sent(provider_id=provider_id, refused=refused):
            mark_sent(delivery, provider_id=provider_id)
            if refused:
                Delivery.objects.filter(pk=delivery.pk).update(reason="some_refused", detail=refused)
        case InDoubt(reason=reason, detail=detail):
            mark_unknown(delivery, reason=reason, detail=detail)
        case NotSent(reason=reason, detail=detail, permanent=permanent):
            if permanent or delivery.attempts >= delivery.max_attempts:
                mark_failed(delivery, reason=reason, detail=detail)
            else:
                _put_off(delivery, reason, detail, outcome.retry_after or _wait(delivery.attempts))
        case ChannelDown():
            _wait_for_channel(delivery, outcome)


def _put_off(delivery: Delivery, reason: str, detail: str, wait: timedelta, **fields: object) -> None:
    note_try(delivery, reason=reason, detail=detail)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.PENDING,
        status=Delivery.Status.QUEUED,
        lease_until=None,
        due_at=Now() + wait,
        **fields,
    )


def _wait_for_channel(delivery: Delivery, down: ChannelDown) -> None:
    """No fault of the message, so it costs no attempt. Another one tries first next time: should it be this
    message after all, it stops no other.
    """
    wait = down.retry_after or DOWN_WAIT
    if down.retry_after and not down.others_go:
        _have_patience(delivery.channel_id, wait)
    if timezone.now() - (delivery.retried_at or delivery.created_at) > GIVE_UP_AFTER:
        mark_failed(delivery, reason=down.reason, detail=down.detail)
        return
    _put_off(delivery, down.reason, down.detail, wait + BEHIND, attempts=F("attempts") - 1)
    if not down.others_go:
        _hold_others_back(delivery, wait)


def _have_patience(channel_id: int, wait: timedelta) -> None:
    """Also with what is written meanwhile: whoever goes on asking waits the longer."""
    Connection.objects.filter(channel=channel_id).update(sends_again_at=Now() + wait)


def _hold_others_back(delivery: Delivery, wait: timedelta) -> None:
    """What waits behind it need not find out one by one."""
    behind = Q(lease_until=None) | Q(lease_until__lte=Now())
    Delivery.objects.filter(
        behind, channel=delivery.channel_id, state=Delivery.State.PENDING, due_at__lte=Now()
    ).exclude(pk=delivery.pk).update(due_at=Now() + wait)


def _wait(attempts: int) -> timedelta:
    spread = random.uniform(0.8, 1.3)  # noqa: S311 - a jitter, not a secret
    return timedelta(seconds=WAITS[min(attempts, len(WAITS)) - 1] * spread)
