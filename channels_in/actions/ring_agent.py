from __future__ import annotations

from datetime import datetime

from django.db import transaction

from channels_in.actions.order_call import order_call
from channels_in.models import CallBack, CallOrder, Leg
from events.actors import Actor
from people.actions.set_presence import go_on_call
from people.models import Agent
from tickets.models import Channel, QueueStay


@transaction.atomic
def ring_agent(
    agent: Agent,
    *,
    channel: Channel,
    by: Actor,
    at: datetime,
    stay: QueueStay | None = None,
    call_back: CallBack | None = None,
) -> Leg | None:
    """Have their telephone ring, for a caller who waits or a call-back that is due. None: it rings already,
    or they have none.
    """
    Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
    if not agent.phone or Leg.objects.filter(agent=agent, state__in=Leg.LIVE).exists():
        return None
    leg = Leg.objects.create(
        channel=channel, agent=agent, number=agent.phone, stay=stay, call_back=call_back, created_at=at
    )
    go_on_call(agent, by=by, at=at)
    order_call(channel, CallOrder.What.PLACE, leg=leg)
    return leg
