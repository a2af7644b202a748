from __future__ import annotations

from datetime import datetime

from django.db import transaction

from channels_in.models import CallBack
from events.actors import Actor
from people.models import Agent
from tickets.actions.end_stay import TO_CALL_BACK
from tickets.actions.tag import add_tag
from tickets.changing import lock, refuse_internal
from tickets.models import Channel, Ticket
from tickets.recording import record_on


@transaction.atomic
def book_call_back(  # noqa: PLR0913 - what a promise says
    ticket: Ticket,
    *,
    channel: Channel,
    number: str,
    starts_at: datetime,
    ends_at: datetime,
    language: str,
    by: Actor,
    booked_by: Agent | None = None,
    at: datetime | None = None,
) -> CallBack:
    """Promise to call somebody in that time. A number has one promise at a time: an open one is moved."""
    lock(ticket)
    refuse_internal(ticket)
    fields = {"ticket": ticket, "language": language, "starts_at": starts_at, "ends_at": ends_at}
    open_one = CallBack.objects.select_for_update(no_key=True).filter(channel=channel, number=number)
    found = open_one.filter(status__in=CallBack.OPEN).first()
    if found is None:
        found = CallBack.objects.create(
            channel=channel, number=number, booked_by=booked_by, due_at=starts_at, **fields
        )
    elif found.status == CallBack.Status.BOOKED:
        fields |= {"state": CallBack.State.PENDING, "due_at": starts_at}
        CallBack.objects.filter(pk=found.pk).update(**fields, lease_until=None, attempts=0)
        found.refresh_from_db()
    add_tag(ticket, name=TO_CALL_BACK, by=by, at=at)
    window = {"from": found.starts_at.isoformat(), "until": found.ends_at.isoformat()}
    record_on(ticket, "call_back.booked", by=by, at=at, call_back=found.pk, **window)
    return found
