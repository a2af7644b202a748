"""What workers run. Each task may vanish or come twice: rows remember what is owed."""

from __future__ import annotations

from celery import shared_task

from channels_in import delivery, intake, watch
from channels_in.actions import forget_knocks as knocks
from channels_in.actions import forget_visits as visits
from channels_in.actions import measure_paces as paces
from channels_in.actions import take_once
from channels_in.actions.claim_out_of_hours import forget_out_of_hours
from channels_in.call_tasks import call_back, carry_out_orders, look_after_calls, sweep_calls
from channels_in.care import alarms, checks
from channels_in.chat import fetch as files
from channels_in.chat import names
from channels_in.models import Connection, MediaFetch, NameFetch, Receipt
from channels_in.only_one import one_of, only_one
from channels_in.sms.catch_up import catch_up
from channels_in.webchat import passing_on
from events.nudge import nudge
from tickets.models import ChannelKind

__all__ = ["call_back", "carry_out_orders", "look_after_calls", "sweep_calls"]  # where workers look
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


@shared_task(soft_time_limit=300, time_limit=320)
def fetch_files(channel_id: str) -> None:
    """One worker a channel: a provider that hangs must not take the others."""
    with only_one("channels_in.files", int(channel_id)) as ours:
        if ours and files.fetch_due(int(channel_id)):
            nudge(fetch_files, channel_id)


@shared_task
def sweep_files() -> None:
    due = MediaFetch.objects.due().values_list("channel_id", flat=True)
    dead = MediaFetch.objects.dead().values_list("channel_id", flat=True)
    for channel_id in {*due.distinct(), *dead.distinct()}:
        nudge(fetch_files, str(channel_id))


@shared_task(soft_time_limit=300, time_limit=320)
def fetch_names(channel_id: str) -> None:
    """One worker for all channels: a name is nothing that anybody waits for."""
    with one_of(1, "channels_in.names") as free:
        if free and names.ask_due(int(channel_id)):
            nudge(fetch_names, channel_id)


@shared_task
def sweep_names() -> None:
    for channel_id in NameFetch.objects.due().values_list("channel_id", flat=True).distinct():
        nudge(fetch_names, str(channel_id))


@shared_task(soft_time_limit=300, time_limit=320)
def catch_up_by_sms(channel_id: str) -> None:
    with only_one("channels_in.sms.catch_up", int(channel_id)) as ours:
        if ours:
            catch_up(Connection.objects.get(channel=int(channel_id)))


@shared_task
def sweep_sms() -> None:
    """Twilio tries for 15 seconds: what it could not hand over by then is only found by looking."""
    active = Connection.objects.filter(channel__kind=ChannelKind.SMS, channel__is_active=True)
    for channel_id in active.values_list("channel_id", flat=True):
        nudge(catch_up_by_sms, str(channel_id))


@shared_task(soft_time_limit=300, time_limit=320)
def ask_providers(connection_id: str) -> None:
    with only_one("channels_in.checks", int(connection_id)) as ours:
        if ours and checks.ask_due(int(connection_id)):
            nudge(ask_providers, connection_id)


@shared_task
def sweep_checks() -> None:
    for connection_id in checks.due_connections():
        nudge(ask_providers, str(connection_id))


@shared_task
def pass_on_unread() -> None:
    """Answers in a chat that nobody has read there."""
    if passing_on.pass_on_due():
        nudge(pass_on_unread)


@shared_task
def measure_paces() -> None:
    """How soon people answer in the chat: what visitors are told of the wait."""
    paces.measure_paces()


@shared_task
def forget_visits() -> None:
    visits.forget_visits()


@shared_task
def watch_mailboxes() -> None:
    watch.raise_alarms()


@shared_task
def watch_channels() -> None:
    alarms.watch()


@shared_task
def forget_requests() -> None:
    take_once.forget_requests()
    forget_out_of_hours()


@shared_task
def forget_knocks() -> None:
    knocks.forget_knocks()
