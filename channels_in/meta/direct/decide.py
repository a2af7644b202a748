"""What becomes of what Messenger and Instagram say, where it is not what becomes of it in every chat."""

from __future__ import annotations

from collections.abc import Sequence

from channels_in.actions.note_health import note_problem, note_works
from channels_in.actions.settle_part import settle_part
from channels_in.chat import decide as chat
from channels_in.chat.content import ChatMessage
from channels_in.chat.decide import author_of, reported_in
from channels_in.chat.find import message_called
from channels_in.chat.post import post, post_outside_reply
from channels_in.items import Decision, Incoming, TooEarly, ignored, updated
from channels_in.messages import Address
from channels_in.meta.direct.echoes import is_being_sent, open_parts, part_of
from channels_in.meta.direct.said import Echo, Policy, TheirEdit
from channels_in.meta.marks import MARK
from channels_in.models import Connection, Receipt, ReceiptItem
from tickets.actions.edit_message import edit_message
from tickets.models import Delivery, DeliveryPart, Message

POLICY = "policy"  # a direction of Connection.problems


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    match incoming.content:
        case Echo() as echo:
            return _echo(receipt, echo, item)
        case Policy() as policy:
            return _policy(policy, item)
        case ChatMessage() as message if known := message_called(message.external_id, item.channel_id):
            return _first_words(receipt, message, known)
        case TheirEdit() as edit if _is_last_try(receipt) and not message_called(edit.of, item.channel_id):
            return post(receipt, _as_message(edit), item)
        case _:
            return chat.decide(receipt, incoming, item)


def hold(receipt: Receipt, found: Sequence[Incoming]) -> None:
    """The deliveries that a batch may change, before its messages hold their tickets."""
    echoes = [(one.content, one.channel or 0) for one in found if isinstance(one.content, Echo)]
    marks = [mark["key"] for echo, _ in echoes if (mark := MARK.fullmatch(echo.mark))]
    parts = DeliveryPart.objects.filter(provider_id__in=reported_in(found)).values("delivery")
    near = [open_parts(echo, channel).order_by().values("delivery") for echo, channel in echoes]
    marked = Delivery.objects.filter(idempotency_key__in=marks).values("pk")
    wanted = marked.union(parts, *near, all=True)  # with "or" all deliveries would be gone through
    ours = Delivery.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    list(ours.values_list("pk"))


def _echo(receipt: Receipt, echo: Echo, item: ReceiptItem) -> Decision:
    known = message_called(echo.external_id, item.channel_id)
    connection = Connection.objects.defer("secrets").get(channel=item.channel_id)
    our_app = str(connection.options.get("app_id") or "")
    part = None if known else part_of(echo, item.channel_id, heard_at=receipt.received_at, our_app=our_app)
    if part:
        settle_part(part, provider_id=echo.external_id, at=echo.sent_at)
        return updated(part.delivery.message, reason="echo")
    if known is None and not _is_last_try(receipt) and is_being_sent(echo, item.channel_id):
        raise TooEarly(echo.external_id)
    return post_outside_reply(receipt, echo, item)


def _policy(policy: Policy, item: ReceiptItem) -> Decision:
    connection = Connection.objects.defer("secrets").get(channel=item.channel_id)
    if policy.is_enforced:
        note_problem(connection, "policy_enforced", detail=policy.detail)
    else:
        note_works(connection, POLICY)
    return ignored(policy.reason)


def _first_words(receipt: Receipt, message: ChatMessage, known: Message) -> Decision:
    """An edit came so long before its message that it became the message."""
    by = author_of(known, message.who, receipt)
    edit_message(known, text=message.text, nth=0, by=by, at=message.sent_at)
    return updated(known, reason="first_wording")


def _as_message(edit: TheirEdit) -> ChatMessage:
    return ChatMessage(
        external_id=edit.of,
        sender=Address(address=edit.who.address),
        who=edit.who,
        text=edit.text,
        extras=({"kind": "edited"},),
        sent_at=edit.at,
    )


def _is_last_try(receipt: Receipt) -> bool:
    return receipt.attempts >= receipt.max_attempts
