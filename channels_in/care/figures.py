"""How each channel did in the last day, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from channels_in.care.standing import Standing, standings_by_connection
from channels_in.models import Connection, ReceiptItem, SecurityEvent
from channels_in.problems import Trouble, troubles_of
from tickets.models import Channel, Delivery, Message

DAY = timedelta(days=1)
LAST = 200  # messages whose way here is measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    channel: Channel
    connection: Connection
    troubles: list[Trouble]
    standing: Standing | None
    arrived: int
    lag_seconds: int | None  # 95 of 100 were here sooner; None: nothing that says when it was sent
    sent: int
    failed: int
    dead: int  # could not be taken in
    refused: int  # knocks that were not genuine

    @property
    def failed_percent(self) -> int:
        return round(100 * self.failed / self.sent) if self.sent else 0


def figures() -> list[Figures]:
    since = timezone.now() - DAY
    arrived = _counted(Message.objects.filter(_lately(since), direction=Message.Direction.INBOUND))
    sent, failed = _sent(since)
    dead = _counted(ReceiptItem.objects.filter(outcome=ReceiptItem.Outcome.DEAD, discarded_at=None))
    refused, lags, standings = _refused(since), _lags(since), standings_by_connection()
    ours = Connection.objects.select_related("channel__team").order_by("-channel__is_active", "channel__name")
    return [
        Figures(
            channel=one.channel,
            connection=one,
            troubles=troubles_of(one) if one.channel.is_active else [],
            standing=standings.get(one.pk),
            arrived=arrived.get(one.channel_id, 0),
            lag_seconds=lags.get(one.channel_id),
            sent=sent.get(one.channel_id, 0),
            failed=failed.get(one.channel_id, 0),
            dead=dead.get(one.channel_id, 0),
            refused=refused.get(one.pk, 0),
        )
        for one in ours
    ]


def _lately(since: datetime) -> Q:
    return Q(created_at__gte=since)


def _counted(rows) -> dict[int, int]:  # type: ignore[no-untyped-def]  # any queryset of what has a channel
    return dict(rows.order_by().values_list("channel").annotate(n=Count("pk")))


def _sent(since: datetime) -> tuple[dict[int, int], dict[int, int]]:
    tried = Delivery.objects.filter(message__created_at__gte=since)
    return _counted(tried), _counted(tried.filter(status__in=["failed", "unknown"]))


def _refused(since: datetime) -> dict[int, int]:
    rows = SecurityEvent.objects.filter(hour__gte=since, connection__isnull=False)
    return dict(rows.order_by().values_list("connection").annotate(n=Sum("count")))


def _lags(since: datetime) -> dict[int, int]:
    """Of each channel, what 95 of 100 of its newest messages took from the customer to us."""
    came = Message.objects.filter(_lately(since), direction=Message.Direction.INBOUND).exclude(sent_at=None)
    newest = Window(RowNumber(), partition_by="channel", order_by="-created_at")
    rows = came.annotate(nth=newest).filter(nth__lte=LAST).values_list("channel", "created_at", "sent_at")
    waits: dict[int, list[float]] = {}
    for channel, there, sent in rows.order_by():
        waits.setdefault(channel, []).append((there - sent).total_seconds())
    return {channel: _slowest_but_few(sorted(those)) for channel, those in waits.items()}


def _slowest_but_few(waits: list[float]) -> int:
    return round(max(0.0, waits[int(0.95 * (len(waits) - 1))]))
