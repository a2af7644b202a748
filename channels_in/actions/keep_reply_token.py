from __future__ import annotations

from datetime import datetime

from django.db import transaction

from channels_in.models import ReplyToken
from tickets.models import Message


@transaction.atomic
def keep_reply_token(message: Message, *, reply: str, quote: str, received_at: datetime) -> None:
    if reply or quote:
        ReplyToken.objects.get_or_create(
            message=message, defaults={"reply": reply, "quote": quote, "received_at": received_at}
        )
