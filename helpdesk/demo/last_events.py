"""The channels of a company that has worked for a while say when they were used last."""

from __future__ import annotations

from django.db.models import Max
from django.utils import timezone

from channels_in.actions.note_health import note_arrival
from channels_in.models import Connection
from tickets.models import Call, Message


def note_last_events() -> None:
    """As far as the history has been told by now: its messages came through no door that notes it."""
    last = dict(Message.objects.values_list("channel").annotate(Max("created_at")).order_by())
    calls = dict(Call.objects.values_list("channel").annotate(Max("started_at")).order_by())
    for connection in Connection.objects.all():
        known = [one for one in (last.get(connection.channel_id), calls.get(connection.channel_id)) if one]
        if known:
            note_arrival(connection, at=min(max(known), timezone.now()))
