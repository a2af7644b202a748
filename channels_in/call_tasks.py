"""What workers run for calls. Apart from the others: what places orders is itself asked for by all that comes
in, so what carries them out is looked up when it runs.
"""

from __future__ import annotations

from celery import shared_task

from channels_in.models import CallBack, CallOrder, Connection
from channels_in.only_one import only_one
from events.nudge import nudge
from tickets.models import ChannelKind


@shared_task(soft_time_limit=120, time_limit=140)
def carry_out_orders(channel_id: str) -> None:
    """What is to be told about calls of one channel, by one worker, in the order in which it was wanted."""
    from channels_in.voice import orders

    with only_one("channels_in.calls", int(channel_id)) as ours:
        if ours and orders.carry_out_due(int(channel_id)):
            nudge(carry_out_orders, channel_id)


@shared_task
def sweep_calls() -> None:
    """What no nudge reached, and call-backs whose time has come."""
    for channel_id in set(CallOrder.objects.due().values_list("channel_id", flat=True).distinct()):
        nudge(carry_out_orders, str(channel_id))
    if CallBack.objects.due().exists():
        nudge(call_back)


@shared_task
def call_back() -> None:
    from channels_in.voice import call_backs

    if call_backs.begin_due():
        nudge(call_back)


@shared_task(soft_time_limit=120, time_limit=140)
def look_after_calls() -> None:
    from channels_in.voice import watch as calls

    calls.look_after_calls()


@shared_task(soft_time_limit=300, time_limit=320)
def find_missed_calls(channel_id: str) -> None:
    from channels_in.voice.missed import find_missed

    with only_one("channels_in.missed_calls", int(channel_id)) as ours:
        if ours:
            find_missed(Connection.objects.get(channel=int(channel_id)))


@shared_task
def sweep_missed_calls() -> None:
    """A call that could not be told to us is over by then: it is only found by looking."""
    active = Connection.objects.filter(channel__kind=ChannelKind.VOICE, channel__is_active=True)
    for channel_id in active.values_list("channel_id", flat=True):
        nudge(find_missed_calls, str(channel_id))
