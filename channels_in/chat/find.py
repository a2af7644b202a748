"""The message of ours or theirs that a provider means. Nearly all that comes is news, so asking is cheap."""

from __future__ import annotations

from django.db import connection

from channels_in.chat.reading import taking_back
from channels_in.models import ReceiptItem
from tickets.models import Delivery, DeliveryPart, Message

MESSAGES, DELIVERIES = Message._meta.db_table, Delivery._meta.db_table
PARTS, ITEMS = DeliveryPart._meta.db_table, ReceiptItem._meta.db_table
# A message goes by its own name, or by that of any part in which it was sent.
CALLED = f"""
    select id from {MESSAGES} where channel_id = %(channel)s and provider_id = %(id)s
    union all
    select d.message_id from {PARTS} p join {DELIVERIES} d on d.id = p.delivery_id
    where p.channel_id = %(channel)s and p.provider_id = %(id)s
    limit 1
"""  # noqa: S608 - the names of our tables
NOT_NEWS = f"""
    select %(id)s <> '' and exists({CALLED}),
        exists(select from {ITEMS} where channel_id = %(channel)s and external_id = %(back)s)
"""  # noqa: S608


def message_called(provider_id: str, channel: int) -> Message | None:
    if not provider_id:
        return None
    with connection.cursor() as sql:
        sql.execute(CALLED, {"channel": channel, "id": provider_id})
        row = sql.fetchone()
    return Message.objects.select_related("ticket").get(pk=row[0]) if row else None


def why_not_news(provider_id: str, channel: int) -> str:
    """Either "known" or "taken_back", whose words are never written down: what takes a message back may come
    before it. Nothing if it is news.
    """
    with connection.cursor() as sql:
        sql.execute(NOT_NEWS, {"channel": channel, "id": provider_id, "back": taking_back(provider_id)})
        is_known, is_taken_back = sql.fetchone()
    return "known" if is_known else "taken_back" if is_taken_back else ""
