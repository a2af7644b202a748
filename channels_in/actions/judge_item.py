"""What a person makes of a dead or a quarantined item. Its bytes stay, whatever they choose."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from channels_in import tasks
from channels_in.models import Receipt, ReceiptItem
from channels_in.models.receipt import ReceiptItemQuerySet
from events import record
from events.actors import Actor
from events.nudge import nudge

DEAD, QUARANTINED = ReceiptItem.Outcome.DEAD, ReceiptItem.Outcome.QUARANTINED


@transaction.atomic
def reprocess_item(item: ReceiptItem, *, by: Actor) -> bool:
    """The button on the dead-letter screen: read it again, as if it had just arrived."""
    return _undecide(item, was=DEAD, reason="", by=by)


@transaction.atomic
def release_item(item: ReceiptItem, *, by: Actor) -> bool:
    """Out of quarantine: it becomes the message it would have been."""
    return _undecide(item, was=QUARANTINED, reason=ReceiptItem.RELEASED, by=by)


@transaction.atomic
def discard_item(item: ReceiptItem, *, by: Actor, note: str = "") -> bool:
    """A person looked and left it."""
    changed = _waiting(item, (DEAD, QUARANTINED)).update(discarded_at=Now(), discard_note=note[:200])
    if changed:
        record.record("receipt.discarded", by=by, item=item.pk)
    return bool(changed)


def _undecide(item: ReceiptItem, *, was: str, reason: str, by: Actor) -> bool:
    """The receipt is due again and decides only this item: the others have their outcome."""
    receipt = Receipt.objects.select_for_update(no_key=True).get(pk=item.receipt_id)
    changed = _waiting(item, (was,)).update(outcome=None, reason=reason, error="", decided_at=None)
    if changed:
        Receipt.objects.filter(pk=receipt.pk).update(
            state=Receipt.State.PENDING, due_at=Now(), attempts=0, lease_until=None
        )
        record.record("receipt.released" if reason else "receipt.reprocessed", by=by, item=item.pk)
        nudge(tasks.process_receipts, tasks.lane_of(receipt.door))
    return bool(changed)


def _waiting(item: ReceiptItem, outcomes: tuple[str, ...]) -> ReceiptItemQuerySet:
    return ReceiptItem.objects.filter(pk=item.pk, outcome__in=outcomes, discarded_at=None)
