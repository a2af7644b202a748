from __future__ import annotations

from django.db import transaction

from channels_in import call_tasks
from channels_in.models import CallOrder, Leg
from events.nudge import nudge
from tickets.models import Call, Channel


@transaction.atomic(savepoint=False)
def order_call(
    channel: Channel,
    what: str,
    *,
    leg: Leg | None = None,
    call: Call | None = None,
    target: str = "",
) -> CallOrder:
    """Something to tell the provider: written with what it follows from, carried out after that."""
    order = CallOrder.objects.create(channel=channel, what=what, leg=leg, call=call, target=target)
    nudge(call_tasks.carry_out_orders, str(channel.pk))
    return order
