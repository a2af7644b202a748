"""Forms, inbound: what a visitor sent, as it was kept, onto a ticket."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from channels_in.form.forms import TRAP
from channels_in.items import Decision, Incoming, Unreadable, became, dead, quarantined
from channels_in.mail import cleaning
from channels_in.mail.spam import is_blocked
from channels_in.messages import Address, InboundAttachment, InboundMessage
from channels_in.models import Receipt, ReceiptItem
from events import actors
from people.identity import identify
from tickets.actions.receive import receive_message
from tickets.actions.set_category import set_category
from tickets.incoming import ReceivedAttachment, ReceivedMessage
from tickets.models import Category, ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMessage(InboundMessage):
    category: str = ""
    is_trapped: bool = False


def written_down(fields: dict[str, Any], files: Sequence[tuple[str, str, bytes]]) -> bytes:
    """What the receipt keeps: one JSON object, files as base64."""
    parts = [
        {"name": name, "content_type": content_type, "content": base64.b64encode(content).decode()}
        for name, content_type, content in files
    ]
    return json.dumps({**fields, "files": parts}, default=str, sort_keys=True).encode()


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    try:
        return [Incoming(external_id=external_id_of(receipt, raw), content=_read(receipt, raw))]
    except (ValueError, KeyError, TypeError) as error:
        problem = Unreadable(reason="invalid", detail=f"{type(error).__name__}: {error}")
        return [Incoming(external_id=external_id_of(receipt, raw), content=problem)]


def external_id_of(receipt: Receipt, raw: bytes) -> str:
    """The same page sent twice is the same message; what was changed before the second time is another."""
    return sha256(raw).hexdigest()


def decide(receipt: Receipt, incoming: Incoming, item: ReceiptItem) -> Decision:
    form = incoming.content
    if isinstance(form, Unreadable):
        return dead(form.reason, form.detail)
    if not isinstance(form, FormMessage):
        raise TypeError(f"{type(form).__name__} came through a form")
    if not item.is_released and (form.is_trapped or is_blocked(form.sender.address)):
        return quarantined("trap" if form.is_trapped else "blocked")
    return _post(receipt, form, item)


def _read(receipt: Receipt, raw: bytes) -> FormMessage:
    data = json.loads(raw)
    files = tuple(
        InboundAttachment(
            name=cleaning.file_name(file["name"]) or "file",
            content_type=file["content_type"],
            content=base64.b64decode(file["content"]),
        )
        for file in data["files"]
    )
    return FormMessage(
        external_id=external_id_of(receipt, raw),
        sender=Address(address=data["email"].lower(), name=cleaning.display_name(data["name"])),
        subject=cleaning.one_line(data["subject"]),
        text=cleaning.body(data["text"]),
        attachments=files,
        category=data.get("category", ""),
        is_trapped=bool(data.get(TRAP)),
    )


def _post(receipt: Receipt, form: FormMessage, item: ReceiptItem) -> Decision:
    """Anybody can type anybody's address, so the sender is not believed and joins no thread."""
    language = receipt.envelope.get("language", "")  # that of the page which they filled in
    customer = identify(
        kind=ChannelKind.FORM, address=form.sender.address, name=form.sender.name, language=language
    )
    by = actors.customer(customer)
    received = receive_message(
        ReceivedMessage(
            channel=receipt.origin.channel,
            customer=customer,
            received_at=receipt.received_at,
            from_name=form.sender.name,
            from_address=form.sender.address,
            subject=form.subject,
            language=language,
            text=form.text,
            is_trusted=False,
            remarks=["unverified_address"],
            attachments=[
                ReceivedAttachment(name=one.name, content_type=one.content_type, content=one.content)
                for one in form.attachments
            ],
        ),
        by=by,
    )
    category = Category.objects.filter(key=form.category, is_active=True).first() if form.category else None
    if category:
        set_category(received.ticket, to=category, by=by)
    return became(received.message, reason=ReceiptItem.RELEASED if item.is_released else "")
