from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from channels_in.items import Decision
from channels_in.models import ReceiptItem


@transaction.atomic(savepoint=False)
def decide_item(item: ReceiptItem, decision: Decision) -> bool:
    """Write the one outcome. False if it has one already: outcomes never change but through a person."""
    return bool(
        ReceiptItem.objects.filter(pk=item.pk, outcome=None).update(
            outcome=decision.outcome,
            reason=decision.reason,
            error=decision.error,
            message=decision.message,
            decided_at=Now(),
        )
    )


@transaction.atomic(savepoint=False)
def leave_undecided(item: ReceiptItem, error: str) -> None:
    """It failed and will be tried again: until then the reason stands beside it."""
    ReceiptItem.objects.filter(pk=item.pk, outcome=None).update(error=error[:2000])
