"""Mail, inbound: from the bytes of a receipt to what becomes of the mail in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from channels_in.items import Decision, Incoming, Unreadable, dead, ignored, quarantined
from channels_in.mail import handover
from channels_in.mail.bounces import apply_bounce
from channels_in.mail.child import parse
from channels_in.mail.external_id import external_id
from channels_in.mail.failures import FailureReason, ParseFailed
from channels_in.mail.loop_guard import why_ignored
from channels_in.mail.overtaking import is_ahead
from channels_in.mail.own_addresses import own_addresses
from channels_in.mail.post import post
from channels_in.mail.sent import take_sent
from channels_in.mail.spam import why_quarantined
from channels_in.mail.thread_match import match
from channels_in.mail.trust import correspondent, is_authentic, is_forged, is_hearsay
from channels_in.messages import InboundMail
from channels_in.models import Receipt, ReceiptItem
from events.claims import Failure

# These say something about the mail, the others perhaps only about the moment: they are tried again.
HOPELESS = frozenset({FailureReason.EMPTY, FailureReason.TOO_LARGE, FailureReason.ERROR})


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    """With no transaction open: the reader may take its time, hang or die."""
    if reason := receipt.envelope.get(handover.UNFETCHED):
        problem = Unreadable(reason=handover.UNFETCHED, detail=reason)
        return [Incoming(external_id=external_id_of(receipt, raw), content=problem)]
    whole = handover.with_return_path(raw, receipt.envelope)
    known_as = external_id(whole, mailbox=_mailbox(receipt))
    # A mailbox that is read anew may hold thousands of these; elsewhere the item itself finds out.
    if receipt.door == Receipt.Door.IMAP and _came_before(receipt, known_as):
        return [Incoming(external_id=known_as, content=Unreadable(reason="repeat"))]
    try:
        mail = parse(whole, mailbox=_mailbox(receipt))
    except ParseFailed as error:
        if error.reason not in HOPELESS and receipt.attempts < receipt.max_attempts:
            raise
        problem = Unreadable(reason=error.reason, detail=error.detail)
        return [Incoming(external_id=external_id_of(receipt, raw), content=problem)]
    return [Incoming(external_id=mail.external_id, content=mail)]


def external_id_of(receipt: Receipt, raw: bytes) -> str:
    """Of a mail that cannot be read. One without any bytes is told apart by where it came from."""
    if not raw.strip():
        return hashlib.sha256(f"{receipt.source_key or receipt.pk}".encode()).hexdigest()
    return external_id(handover.with_return_path(raw, receipt.envelope), mailbox=_mailbox(receipt))


def _came_before(receipt: Receipt, external_id: str) -> bool:
    """Through another receipt: that one owns the item, and answers for it."""
    items = ReceiptItem.objects.filter(channel=receipt.origin.channel_id, external_id=external_id)
    return items.exclude(receipt=receipt).exists()


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    if isinstance(incoming.content, Unreadable):
        return dead(incoming.content.reason, incoming.content.detail)
    mail = incoming.content
    if not isinstance(mail, InboundMail):
        raise TypeError(f"{type(mail).__name__} is no mail")
    own = own_addresses()
    if receipt.envelope.get(handover.SENT):
        return take_sent(mail, receipt=receipt, own=own)
    if reason := why_ignored(mail, own):
        return ignored(reason)
    if mail.bounce and (decision := apply_bounce(mail, mail.bounce)):
        return decision
    sender = correspondent(mail, own)
    found = match(
        mail,
        sender=sender.address,
        channel=receipt.origin.channel,
        is_forged=is_forged(mail, receipt.origin),
        is_hearsay=is_hearsay(mail, sender, own),
        is_authentic=is_authentic(mail, receipt.origin),
    )
    if not (found.ticket or found.possible) and mail.thread_ids and is_ahead(receipt):
        raise Failure("What it answers may still be on its way in.")
    reason = why_quarantined(mail, sender, is_trusted_answer=found.sender_is_known)
    if reason and not item.is_released:
        return quarantined(reason)
    return post(mail, receipt=receipt, item=item, match=found, own=own)


def _mailbox(receipt: Receipt) -> str:
    """As it was called when the mail came: the mail is known by it, also after the address has changed."""
    mailbox = str(receipt.envelope.get(handover.MAILBOX) or receipt.origin.address)
    # Who writes to us in copy has one mail in two folders: neither is a repeat of the other.
    return f"{mailbox}#sent" if receipt.envelope.get(handover.SENT) else mailbox
