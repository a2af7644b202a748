"""Reports that something we sent did not arrive: they become part of what was sent."""

from __future__ import annotations

from channels_in.items import Decision, updated
from channels_in.mail.message_id import key_in
from channels_in.mail.reasons import reason_of_bounce
from channels_in.messages import Bounce, BounceKind, InboundMail
from tickets.actions.record_delivery import mark_bounced
from tickets.models import Delivery


def apply_bounce(mail: InboundMail, bounce: Bounce) -> Decision | None:
    """None if it is not about a mail of ours: then it is a mail like any other."""
    delivery = _original(mail, bounce)
    if delivery is None:
        return None
    if bounce.kind is not BounceKind.FAILED:  # still on its way, or arrived and disliked
        return updated(delivery.message, reason=bounce.kind)
    detail = " ".join(filter(None, [bounce.status, bounce.diagnostic]))[:1000]
    mark_bounced(delivery, reason=reason_of_bounce(bounce), detail=detail)
    return updated(delivery.message, reason="bounced")


def _original(mail: InboundMail, bounce: Bounce) -> Delivery | None:
    ids = (bounce.original_message_id, *mail.thread_ids)
    keys = [key for message_id in ids if (key := key_in(message_id))]
    found = Delivery.objects.filter(idempotency_key__in=keys).select_related("message__ticket")
    return found.first() if keys else None
