"""Web chat, inbound: what a visitor sent, as it was kept, onto their conversation."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from channels_in.items import Decision, Incoming, Unreadable, became, dead, ignored, quarantined
from channels_in.mail import cleaning
from channels_in.mail.spam import is_blocked
from channels_in.messages import Address, InboundAttachment, InboundMessage
from channels_in.models import Receipt, ReceiptItem, Visitor
from channels_in.webchat.taken_for import is_alone, way_back_of
from channels_in.webchat.visitors import customers_of
from events import actors
from events.actors import Actor
from people.actions.note_said_address import note_said_address
from people.identity import Name, identify
from people.models import Customer
from tickets.actions.receive import receive_message
from tickets.actions.set_category import set_category
from tickets.incoming import Received, ReceivedAttachment, ReceivedMessage
from tickets.models import Category, ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorsMessage(InboundMessage):
    visitor: int


def written_down(visitor: Visitor, *, key: str, text: str, file: tuple[str, str, bytes] | None) -> bytes:
    """What the receipt keeps: no token and no proof of who they are. The file as base64."""
    kept: dict[str, Any] = {"visitor": visitor.pk, "who": visitor.address, "key": key, "text": text}
    if file:
        name, content_type, content = file
        kept["file"] = {"name": name, "type": content_type, "content": base64.b64encode(content).decode()}
    return json.dumps(kept, sort_keys=True).encode()


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    try:
        data = json.loads(raw)
        return [Incoming(external_id=_name(receipt, data), content=_read(receipt, data))]
    except (ValueError, KeyError, TypeError) as error:
        problem = Unreadable(reason="invalid", detail=f"{type(error).__name__}: {error}")
        return [Incoming(external_id=external_id_of(receipt, raw), content=problem)]


def external_id_of(receipt: Receipt, raw: bytes) -> str:
    """Of a receipt that could not be read."""
    return receipt.source_key or f"unread:{sha256(raw).hexdigest()}"


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    said = incoming.content
    if isinstance(said, Unreadable):
        return dead(said.reason, said.detail)
    if not isinstance(said, VisitorsMessage):
        raise TypeError(f"{type(said).__name__} came through a web chat")
    visitor = Visitor.objects.select_related("connection").filter(pk=said.visitor).first()
    if visitor is None:
        return ignored("erased")
    if not item.is_released and _is_blocked(visitor, said.sender.address):
        return quarantined("blocked")
    received = _post(receipt, said, visitor)
    return became(received.message, reason=ReceiptItem.RELEASED if item.is_released else "")


def _is_blocked(visitor: Visitor, address: str) -> bool:
    known = (address, visitor.own_address, visitor.email)
    return any(is_blocked(one) for one in known if one)


def _name(receipt: Receipt, data: Mapping[str, Any]) -> str:
    return f"{data['visitor']}:{data['key']}"


def _read(receipt: Receipt, data: Mapping[str, Any]) -> VisitorsMessage:
    file = data.get("file")
    return VisitorsMessage(
        external_id=_name(receipt, data),
        sender=Address(address=data["who"]),
        text=cleaning.body(data["text"]),
        visitor=data["visitor"],
        attachments=(_file(file),) if file else (),
    )


def _file(kept: Mapping[str, Any]) -> InboundAttachment:
    return InboundAttachment(
        name=cleaning.file_name(kept["name"]) or "file",
        content_type=kept["type"],
        content=base64.b64decode(kept["content"]),
    )


def _post(receipt: Receipt, said: VisitorsMessage, visitor: Visitor) -> Received:
    language = receipt.envelope.get("language", "")
    customer = _customer(visitor, said.sender.address, language)
    by = actors.customer(customer)
    received = receive_message(
        ReceivedMessage(
            channel=receipt.origin.channel,
            customer=customer,
            joins_active=True,
            received_at=receipt.received_at,
            from_name=visitor.name or customer.name,
            from_address=said.sender.address,
            text=said.text,
            language=language,
            provider_id=said.external_id,
            attachments=[
                ReceivedAttachment(name=one.name, content_type=one.content_type, content=one.content)
                for one in said.attachments
            ],
        ),
        by=by,
    )
    _note_said(visitor, customer, by)
    topic = Category.objects.filter(key=visitor.topic, is_active=True).first() if visitor.topic else None
    if topic and received.is_new:
        set_category(received.ticket, to=topic, by=by)
    return received


def _note_said(visitor: Visitor, customer: Customer, by: Actor) -> None:
    """What they typed: people see that somebody else may be the same person."""
    for kind, address, is_signed in _addresses(visitor):
        if not is_signed:
            note_said_address(customer, kind=kind, address=address, by=by)


def _customer(visitor: Visitor, address: str, language: str) -> Customer:
    """By what their site has proved, by the chat they had before they signed in, or by the link in a mail
    that brought them back. What they typed themselves joins nobody.
    """
    is_new = visitor.signed_address and not _is_known(visitor, visitor.signed_address)
    brings_along = is_new and _is_known(visitor, visitor.own_address) and is_alone(visitor)
    also: list[Name] = [(ChannelKind.WEBCHAT, visitor.own_address)] if brings_along else []
    if back := way_back_of(visitor):
        also = [
            (one.kind, one.address)
            for one in back.ticket.customer.identities.filter(kind=ChannelKind.WEBCHAT).order_by("pk")[:1]
        ]
    also += [(kind, address) for kind, address, is_signed in _addresses(visitor) if is_signed]
    return identify(
        kind=ChannelKind.WEBCHAT,
        address=address,
        name=visitor.name,
        known_as=f"#{visitor.key[:6]}",
        language=language,
        also=also,
    )


def _addresses(visitor: Visitor) -> list[tuple[str, str, bool]]:
    """By which they can be reached elsewhere, and whether their site has checked that they are theirs."""
    known = (
        (ChannelKind.MAIL, visitor.email, visitor.email_is_signed),
        (ChannelKind.SMS, visitor.phone, visitor.phone_is_signed),
    )
    return [
        (kind.value, address, bool(visitor.signed_address) and is_signed)
        for kind, address, is_signed in known
        if address
    ]


def _is_known(visitor: Visitor, address: str) -> bool:
    return customers_of(visitor).filter(identities__address=address).exists()
