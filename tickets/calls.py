"""Calls within actions: held before their ticket, which is held before agents."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from events import push
from tickets.models import Call, QueueStay

LEADERS = "calls"  # the socket group of those who see callers without a ticket, as Call.visible_to does
OPEN = (QueueStay.State.WAITING, QueueStay.State.TALKING)


def hold_call(pk: int) -> Call:
    """Until the commit, and as it is now."""
    return Call.objects.select_related("channel").select_for_update(no_key=True, of=("self",)).get(pk=pk)


def change(call: Call, **fields: object) -> None:
    for name, value in fields.items():
        setattr(call, name, value)
    call.version += 1
    call.save(update_fields=[*fields, "version"])
    tell_leaders()


def tell_leaders() -> None:
    """After the commit: their page of calls is not as it was. No event: of a caller in the menu nothing is
    remembered until there is a ticket.
    """
    transaction.on_commit(partial(push.send, [LEADERS], {"type": "called"}), robust=True)


def write_stay(stay: QueueStay, **fields: object) -> None:
    for name, value in fields.items():
        setattr(stay, name, value)
    stay.save(update_fields=list(fields))


def open_stay(call: Call) -> QueueStay | None:
    return QueueStay.objects.filter(call=call, state__in=OPEN).first()


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole ones, never negative: two clocks may disagree by a little."""
    return max(0, round((end - start).total_seconds()))


def position_of(stay: QueueStay) -> int:
    """1 is next. Of the callers who wait for the same team."""
    before = QueueStay.objects.filter(state=QueueStay.State.WAITING, team=stay.team_id)
    earlier = Q(entered_at__lt=stay.entered_at) | Q(entered_at=stay.entered_at, pk__lt=stay.pk)
    return before.filter(earlier).count() + 1
