from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from channels_in.models import Receipt
from events import claims


@transaction.atomic(savepoint=False)
def put_off_receipt(receipt: Receipt) -> None:
    """It comes again for what failed. Its attempts go on counting: what always fails ends as a dead item."""
    wait = claims.backoff(receipt.attempts)
    Receipt.objects.filter(pk=receipt.pk).update(state=Receipt.State.PENDING, due_at=Now() + wait)
