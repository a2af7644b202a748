"""What becomes of what a provider says: the same for every kind of chat."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from channels_in.actions.in_turn import in_turn
from channels_in.chat import album, moving, progress, reachability
from channels_in.chat.content import (
    ChatMessage,
    Edit,
    Moved,
    Nothing,
    Progress,
    Reachability,
    Reaction,
    Seen,
    TakenBack,
    Who,
)
from channels_in.chat.find import message_called
from channels_in.chat.part_keys import PartKey
from channels_in.chat.people import customer_of
from channels_in.chat.post import post, post_outside_reply
from channels_in.chat.rated import rated
from channels_in.items import Decision, Incoming, TooEarly, Unreadable, dead, ignored, updated
from channels_in.models import Receipt, ReceiptItem
from events import actors
from tickets.actions.edit_message import edit_message
from tickets.actions.react_to_message import react_to_message
from tickets.actions.take_back_message import take_back_message
from tickets.models import Delivery, DeliveryPart, Message


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    """TooEarly while there is hope that what it is about comes yet."""
    decision = _decide(receipt, incoming, item)
    if decision is None:
        if receipt.attempts < receipt.max_attempts:
            raise TooEarly(incoming.external_id)
        if isinstance(incoming.content, Edit) and incoming.content.whole:
            return post(receipt, incoming.content.whole, item)  # its message was lost: these are their words
        return ignored("unknown_message")
    return decision


def hold(receipt: Receipt, found: Sequence[Incoming]) -> None:
    """The deliveries that a batch reports on, before its messages hold their tickets: whoever else changes a
    delivery holds that first and its ticket then.
    """
    reported, keys = reported_in(found), keys_in(found)
    if reported or keys:
        parts = DeliveryPart.objects.filter(provider_id__in=reported).values("delivery")
        ours = Delivery.objects.filter(Q(pk__in=parts) | Q(idempotency_key__in=keys)).order_by("pk")
        list(ours.select_for_update(no_key=True).values_list("pk"))


def reported_in(found: Sequence[Incoming]) -> list[str]:
    """The messages of ours that a batch says something of, as their provider calls them."""
    told = [one.content for one in found]
    single = [one.of for one in told if isinstance(one, Progress)]
    return single + [name for one in told if isinstance(one, Seen) for name in one.of]


def keys_in(found: Sequence[Incoming]) -> list[UUID]:
    """And as we call them ourselves."""
    told = (one.content for one in found)
    read = (PartKey.read(one.key) for one in told if isinstance(one, Progress) and one.key)
    return [key.delivery for key in read if key]


def _decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision | None:
    match incoming.content:
        case Unreadable(reason=reason, detail=detail):
            return dead(reason, detail)
        case Nothing(reason=reason):
            return ignored(reason)
        case ChatMessage() as message:
            return _written(receipt, message, item)
        case Progress() | Seen() as told:
            return progress.apply(told, item.channel_id)
        case Reachability() as told:
            return reachability.apply(told, item)
        case Moved() as told:
            return moving.apply(told, item)
        case Edit() | TakenBack() | Reaction() as change:
            return _change(receipt, change, item.channel_id)
        case other:
            raise TypeError(f"{type(other).__name__} came through a chat")


def _written(receipt: Receipt, message: ChatMessage, item: ReceiptItem) -> Decision | None:
    if message.is_ours:
        return post_outside_reply(receipt, message, item)
    return rated(message) or post(receipt, message, item)


def _change(receipt: Receipt, change: Edit | TakenBack | Reaction, channel: int) -> Decision | None:
    in_turn(channel, change.who.address)
    message = message_called(change.of, channel) or album.holding(change.of, channel, change.who)
    if message is None:
        return None
    if isinstance(change, Reaction):
        by = actors.customer(customer_of(change.who))
        react_to_message(message, emoji=change.emoji, by=by, at=change.at)
        return updated(message, reason="reacted")
    by = author_of(message, change.who, receipt)
    if isinstance(change, TakenBack):
        take_back_message(message, by=by, at=change.at)
        return updated(message, reason="taken_back")
    text = album.text_with(message, change)
    changed = edit_message(message, text=text, nth=change.nth, by=by, at=change.at)
    return updated(message, reason="edited") if changed else ignored("unchanged")


def author_of(message: Message, who: Who, receipt: Receipt) -> actors.Actor:
    """Nobody but its author changes a message, on whichever side they are."""
    return actors.customer(customer_of(who)) if message.is_inbound else actors.system("receipt", receipt.pk)
