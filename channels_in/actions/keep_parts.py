from __future__ import annotations

from django.db import transaction

from channels_in.outcomes import InDoubt, Outcome, Sent
from tickets.actions.record_delivery import LATER
from tickets.models import Delivery, DeliveryPart


@transaction.atomic
def keep_parts(delivery: Delivery, count: int) -> list[DeliveryPart]:
    """The rows of a delivery's parts, made at its first try."""
    there = list(delivery.parts.order_by("number"))
    if not there:
        there = DeliveryPart.objects.bulk_create(
            DeliveryPart(delivery=delivery, channel=delivery.channel, number=n) for n in range(count)
        )
    return there


@transaction.atomic
def note_part(part: DeliveryPart, outcome: Outcome) -> None:
    """Right after the provider answered. Its reports may have come before: they know more, and stay."""
    part.refresh_from_db(from_queryset=DeliveryPart.objects.select_for_update(no_key=True))
    match outcome:
        case Sent(provider_id=provider_id):
            part.provider_id = provider_id[:255]
            _rise(part, Delivery.Status.SENT)
        case InDoubt(reason=reason, detail=detail):
            _rise(part, Delivery.Status.UNKNOWN, reason, detail)
        case _:
            part.reason, part.detail = outcome.reason, outcome.detail
    part.save(update_fields=["status", "provider_id", "reason", "detail"])


def begin_part(part: DeliveryPart) -> None:
    """Once more, as if nothing had been told of it: what failed before may go out now, under another id."""
    if part.status != Delivery.Status.QUEUED or part.provider_id:
        part.status, part.provider_id, part.reason, part.detail = Delivery.Status.QUEUED, "", "", ""
        part.save(update_fields=["status", "provider_id", "reason", "detail"])


def note_upload(part: DeliveryPart, name: str) -> None:
    """The provider has its file, under that name."""
    part.file = name
    part.save(update_fields=["file"])


def _rise(part: DeliveryPart, to: str, reason: str = "", detail: str = "") -> None:
    if to in LATER[part.status]:
        part.status, part.reason, part.detail = to, reason, detail
