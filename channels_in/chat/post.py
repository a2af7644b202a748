"""A chat message becomes a message on the customer's ticket, its files waiting beside it."""

from __future__ import annotations

from channels_in.actions.in_turn import in_turn
from channels_in.actions.owe_files import owe_files
from channels_in.actions.owe_name import owe_name
from channels_in.chat import album
from channels_in.chat.content import ChatMessage
from channels_in.chat.find import message_called, why_not_news
from channels_in.chat.people import NUMBERED, customer_of
from channels_in.chat.waiting import waiting_in
from channels_in.items import Decision, became, ignored, quarantined, updated
from channels_in.mail import cleaning
from channels_in.mail.spam import is_blocked
from channels_in.models import Receipt, ReceiptItem
from events import actors
from people.models import Customer
from tickets.actions.note_outside_reply import note_outside_reply
from tickets.actions.receive import receive_message
from tickets.incoming import ReceivedMessage
from tickets.models import Ticket


def post(receipt: Receipt, message: ChatMessage, item: ReceiptItem) -> Decision:
    """Each once, by whichever of its names it comes again, and also if it comes at the very same time."""
    if is_blocked(message.who.address) and not item.is_released:
        return quarantined("blocked")
    in_turn(item.channel_id, message.who.address)
    if known := why_not_news(message.external_id, item.channel_id):
        return ignored(known)
    customer = customer_of(message.who)
    if message.is_aside and not _is_active(_latest_ticket(item, customer)):
        return ignored("aside")
    if first := album.begun(message, item.channel_id, customer):
        owe_files(album.join(first, message), channel_id=item.channel_id)
        return updated(first, reason="album")
    received = receive_message(_received(receipt, message, item, customer), by=actors.customer(customer))
    owe_files(received.waiting, channel_id=item.channel_id)
    if not customer.name and message.who.kind in NUMBERED:
        owe_name(message.who.address, channel_id=item.channel_id)
    return became(received.message, reason=ReceiptItem.RELEASED if item.is_released else "")


def post_outside_reply(receipt: Receipt, message: ChatMessage, item: ReceiptItem) -> Decision:
    """An echo: of what we sent ourselves it says nothing new, and nothing that is written to a customer who
    has no ticket opens one.
    """
    if known := message_called(message.external_id, item.channel_id):
        return updated(known, reason="echo")
    if taken_back := why_not_news(message.external_id, item.channel_id):
        return ignored(taken_back)
    customer = customer_of(message.who)
    ticket = _latest_ticket(item, customer)
    if ticket is None:
        return ignored("echo_without_ticket")
    written = _received(receipt, message, item, customer)
    noted = note_outside_reply(ticket, written, by=actors.system("receipt", receipt.pk))
    owe_files(noted.waiting, channel_id=item.channel_id)
    return became(noted.message)


def _is_for_others(message: ChatMessage) -> bool:
    """Another service answers: nobody of us is waited for."""
    return any(extra.get("kind") == "standby" for extra in message.extras)


def _is_active(ticket: Ticket | None) -> bool:
    return ticket is not None and ticket.is_active


def _latest_ticket(item: ReceiptItem, customer: Customer) -> Ticket | None:
    theirs = Ticket.objects.of_customers().filter(channel=item.channel_id, customer=customer).order_by("-pk")
    return theirs.active().first() or theirs.first()


def _received(
    receipt: Receipt, message: ChatMessage, item: ReceiptItem, customer: Customer
) -> ReceivedMessage:
    return ReceivedMessage(
        channel=item.channel,
        customer=customer,
        joins_active=True,
        received_at=receipt.received_at,
        sent_at=message.sent_at,
        from_name=cleaning.display_name(message.sender.name or message.who.name),
        from_address=message.sender.address or message.who.address,
        subject=message.subject,
        text=message.text,
        is_auto_reply=message.is_aside or _is_for_others(message),
        language=message.language,
        extras=(*message.extras, *album.mark_of(message)),
        replies_to=message_called(message.replies_to, item.channel_id),
        quoted=message.quoted,
        provider_id=message.external_id,
        waiting_files=waiting_in(message),
    )
