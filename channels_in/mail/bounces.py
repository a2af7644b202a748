"""Reports that something we sent did not arrive: they become part of what was sent."""

from __future__ import annotations

from channels_in.items import Decision, updated
from channels_in.mail.message_id import key_in
from channels_in.mail.reasons import reason_of_bounce
from channels_in.messages import Bounce, BounceKind, InboundMail
from tickets.actions.record_delivery import mark_bounced, note_refused
from tickets.models import Delivery


def apply_bounce(mail: InboundMail, bounce: Bounce) -> Decision | None:
    """None if it is not about a mail of ours: then it is a mail like any other."""
    delivery = _original(mail, bounce)
    if delivery is None:
        return None
    if bounce.kind is not BounceKind.FAILED:  # still on its way, or arrived and disliked
        return updated(delivery.message, reason=bounce.kind)
    detail = " ".join(filter(None, [bounce.status, bounce.diagnostic]))[:1000]
    if _only_copies(delivery, bounce):
        note_refused(delivery, detail=f"{', '.join(_failed(bounce))}: {detail}"[:1000])
        return updated(delivery.message, reason="copy_bounced")
    mark_bounced(delivery, reason=reason_of_bounce(bounce), detail=detail)
    return updated(delivery.message, reason="bounced")


def _only_copies(delivery: Delivery, bounce: Bounce) -> bool:
    """The customer has it. An address that we did not write to may be theirs, forwarded."""
    sent_to = delivery.message.recipients
    copies = {address.lower() for field in ("cc", "bcc") for _, address in sent_to.get(field, ())}
    failed = _failed(bounce)
    return bool(failed) and all(address in copies for address in failed)


def _failed(bounce: Bounce) -> list[str]:
    return [recipient.address.lower() for recipient in bounce.recipients if recipient.address]


def _original(mail: InboundMail, bounce: Bounce) -> Delivery | None:
    """What the report names; one that names nothing answers what it is about, as any mail does."""
    named = [bounce.original_message_id] if bounce.original_message_id else mail.thread_ids
    keys = [key for message_id in named if (key := key_in(message_id))]
    if not keys:
        return None
    found = Delivery.objects.filter(idempotency_key__in=keys).select_related("message__ticket")
    by_key = {delivery.idempotency_key: delivery for delivery in found}
    return next((by_key[key] for key in keys if key in by_key), None)
