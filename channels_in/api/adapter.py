"""Signed requests, inbound: messages of customers, and how far ours got."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from channels_in.api.messages import ApiMessage, ApiReport
from channels_in.api.payload import read_request
from channels_in.items import Decision, Incoming, Unreadable, became, dead, ignored, quarantined, updated
from channels_in.mail.spam import is_blocked
from channels_in.models import Receipt, ReceiptItem
from events import actors
from helpdesk.lib.faults import FaultyData
from people.identity import identify
from people.models import Customer
from tickets.actions.receive import receive_message
from tickets.actions.record_delivery import mark_delivered, mark_failed, mark_read
from tickets.incoming import ReceivedAttachment, ReceivedMessage
from tickets.models import ChannelKind, Delivery


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    try:
        return [Incoming(external_id=item.external_id, content=item) for item in read_request(raw)]
    except FaultyData as error:  # the door has checked it, so our understanding has changed since
        problem = Unreadable(reason="invalid", detail=str(error))
        return [Incoming(external_id=external_id_of(receipt, raw), content=problem)]


def external_id_of(receipt: Receipt, raw: bytes) -> str:
    """Of a request that cannot be read."""
    return "unread:" + hashlib.sha256(raw or str(receipt.pk).encode()).hexdigest()


def hold(receipt: Receipt, found: Sequence[Incoming]) -> None:
    """The deliveries that a batch reports on, before its messages hold their tickets: whoever else changes a
    delivery holds that first and its ticket then.
    """
    reported = [one.content.message for one in found if isinstance(one.content, ApiReport)]
    if reported:
        ours = Delivery.objects.filter(message__in=reported, channel=receipt.origin.channel_id)
        list(ours.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    match incoming.content:
        case Unreadable(reason=reason, detail=detail):
            return dead(reason, detail)
        case ApiReport() as report:
            return _apply(receipt, report)
        case ApiMessage() as message:
            return _post(receipt, message, item)
        case other:
            raise TypeError(f"{type(other).__name__} came through the API")


def _post(receipt: Receipt, message: ApiMessage, item: ReceiptItem) -> Decision:
    email = message.sender.address
    if email and is_blocked(email) and not item.is_released:
        return quarantined("blocked")
    customer = _customer(message)
    received = receive_message(
        ReceivedMessage(
            channel=receipt.origin.channel,
            customer=customer,
            joins_active=True,
            received_at=receipt.received_at,
            sent_at=message.sent_at,
            from_name=message.sender.name,
            from_address=message.customer_id or email,
            subject=message.subject,
            text=message.text,
            quoted="\n".join(f"{name}: {value}" for name, value in _details(message)),
            provider_id=message.external_id,
            attachments=[
                ReceivedAttachment(name=one.name, content_type=one.content_type, content=one.content)
                for one in message.attachments
            ],
        ),
        by=actors.customer(customer),
    )
    return became(received.message, reason=ReceiptItem.RELEASED if item.is_released else "")


def _details(message: ApiMessage) -> list[tuple[str, str]]:
    """Shown folded below the words, as what a mail quotes is."""
    email = [("email", message.sender.address)] if message.customer_id and message.sender.address else []
    return [*email, *message.metadata]


def _customer(message: ApiMessage) -> Customer:
    """By their number in the sender's books; without one by their mail address, as if they had written a
    mail.
    """
    name = message.sender.name
    if message.customer_id:
        return identify(kind=ChannelKind.API, address=message.customer_id, name=name)
    return identify(kind=ChannelKind.MAIL, address=message.sender.address, name=name)


def _apply(receipt: Receipt, report: ApiReport) -> Decision:
    """Only about what went out through this very channel. Progress only rises, in whatever order it is
    told.
    """
    delivery = (
        Delivery.objects.select_related("message__ticket")
        .filter(message=report.message, channel=receipt.origin.channel_id)
        .first()
    )
    if delivery is None:
        return ignored("unknown_message")
    match report.status:
        case "delivered":
            mark_delivered(delivery)
        case "read":
            mark_read(delivery)
        case _:
            mark_failed(delivery, reason="refused", detail=report.reason)
    return updated(delivery.message, reason=report.status)
