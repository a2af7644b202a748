"""What workers run. Each task may vanish or come twice: rows remember what is owed."""

from __future__ import annotations

from celery import shared_task

from channels_in import delivery, intake, watch
from channels_in.actions import forget_knocks as knocks
from channels_in.actions import take_once
from channels_in.models import Receipt
from channels_in.only_one import one_of
from events.nudge import nudge

AT_ONCE = 2  # channels that send: one fewer than a worker has children


def lane_of(door: str) -> str:
    return next(lane for lane, doors in intake.DOORS.items() if door in doors)


@shared_task
def process_receipts(lane: str) -> None:
    if intake.take_in_due(lane):
        nudge(process_receipts, lane)


@shared_task
def sweep_receipts() -> None:
    """Find what no nudge reached, and what died without a word."""
    waiting = set(Receipt.objects.due().values_list("door", flat=True).distinct())
    waiting |= set(Receipt.objects.dead().values_list("door", flat=True).distinct())
    for lane in {lane_of(door) for door in waiting}:
        nudge(process_receipts, lane)


@shared_task(soft_time_limit=720, time_limit=740)  # a large mail to a slow server: mail/smtp_client.py
def deliver(channel_id: str) -> None:
    """Who finds too many sending leaves it to the sweep: a slow server must not take the last worker from
    promises and tickets.
    """
    with one_of(AT_ONCE, "channels_in.sending") as free:
        if free and delivery.deliver_due(int(channel_id)):
            nudge(deliver, channel_id)


@shared_task
def sweep_deliveries() -> None:
    """What is due by now: most replies wait some seconds in which they can be undone."""
    for channel_id in delivery.due_channels():
        nudge(deliver, str(channel_id))


@shared_task
def watch_mailboxes() -> None:
    watch.raise_alarms()


@shared_task
def forget_requests() -> None:
    take_once.forget_requests()


@shared_task
def forget_knocks() -> None:
    knocks.forget_knocks()
