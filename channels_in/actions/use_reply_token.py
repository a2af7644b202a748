from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from channels_in.models import ReplyToken
from tickets.models import DeliveryPart

FRESH = timedelta(seconds=45)  # LINE says about a minute after the webhook


@transaction.atomic
def use_reply_token(part: DeliveryPart, *, to: str) -> ReplyToken | None:
    """The newest with which this person may still be answered: from now on no other part has it."""
    now = timezone.now()
    free = ReplyToken.objects.filter(
        message__channel=part.channel_id,
        message__from_address=to,
        received_at__gt=now - FRESH,
        used_by=None,
    ).exclude(reply="")
    found = free.select_for_update(skip_locked=True, of=("self",)).order_by("-received_at").first()
    if found:
        found.used_by, found.used_at = part, now
        found.save(update_fields=["used_by", "used_at"])
    return found


@transaction.atomic
def free_reply_token(token: ReplyToken) -> None:
    """LINE certainly did not take the answer, so the token is as good as before."""
    token.used_by = token.used_at = None
    token.save(update_fields=["used_by", "used_at"])
