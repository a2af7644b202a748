"""Mails of one mailbox in several workers' hands: an answer may come out before what it answers."""

from __future__ import annotations

from datetime import timedelta

from channels_in.models import Receipt

TOGETHER = timedelta(days=1)  # what waits for longer is in trouble of its own


def is_ahead(receipt: Receipt) -> bool:
    """Whether mails that came before it are still being read. It goes behind them once, which is enough; what
    it answers may be none of ours.
    """
    if receipt.attempts > 1:
        return False
    earlier = Receipt.objects.filter(connection=receipt.connection_id, state=Receipt.State.PENDING)
    since = receipt.received_at - TOGETHER
    return earlier.filter(pk__lt=receipt.pk, received_at__gte=since).exists()
