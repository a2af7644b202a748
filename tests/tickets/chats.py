"""A conversation by chat that holds every kind of thing a provider may tell of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.builders import a_channel, a_customer, a_reply, receives
from tickets import attachment_files
from tickets.incoming import ReceivedAttachment
from tickets.manner import Manner
from tickets.models import Attachment, Channel, Message, MessageTemplate, Ticket

OGG = b"OggS\x00\x02" + b"\0" * 22 + b"\x01\x13OpusHead" + b"\0" * 200
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0" * 200
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)
# What the kinds' read modules write, one of each.
EXTRAS: dict[str, dict[str, Any]] = {
    "voice": {"kind": "voice", "seconds": 72},
    "audio": {"kind": "audio", "seconds": 200, "performer": "Sheila", "title": "Lagu"},
    "video": {"kind": "video", "seconds": 9},
    "video_note": {"kind": "video_note", "seconds": 5},
    "sticker": {"kind": "sticker", "emoji": "😀"},
    "sticker of LINE": {"kind": "sticker", "text": "Terima kasih"},
    "location": {
        "kind": "location",
        "latitude": -6.2,
        "longitude": 106.8,
        "name": "Gudang",
        "address": "Jl. Sudirman 1",
    },
    "contact": {"kind": "contact", "name": "Person Ok", "phones": ["+55 11 1111"], "emails": ["p@ok.test"]},
    "choice": {"kind": "choice", "id": "yes"},
    "tapped": {"kind": "tapped"},
    "poll": {"kind": "poll"},
    "checklist": {"kind": "checklist"},
    "story": {"kind": "story", "how": "mention", "id": "1", "url": "https://cdn.test/1", "until": ""},
    "story of Telegram": {"kind": "story"},
    "forwarded": {"kind": "forwarded", "name": "Toko Sebelah"},
    "placeholder": {"kind": "placeholder", "type": "poll_creation", "code": "131051"},
    "too_large": {"kind": "too_large", "type": "video", "code": "131052"},
    "external_file": {"kind": "external_file", "type": "image"},
    "standby": {"kind": "standby"},
    "group": {"kind": "group"},
    "order": {"kind": "order", "items": [{"id": "KURSI-1", "quantity": "2", "price": "30 USD"}]},
    "referral": {"kind": "referral", "headline": "Promo meja", "source_url": "https://fb.test/ad"},
    "appointment": {
        "kind": "appointment",
        "starts_at": "2026-11-25T03:00:00+00:00",
        "status": "confirmed",
    },
    "share": {"kind": "share", "type": "reel", "title": "Meja jati", "url": "https://ig.test/r", "id": "9"},
    "edited": {"kind": "edited"},
    "handed_over": {"kind": "handed_over", "by": "123"},
    "opt_out": {"kind": "opt_out"},
    "opt_in": {"kind": "opt_in"},
    "help": {"kind": "help"},
    "offer": {"kind": "offer", "choices": [{"id": "1", "title": "Besok pagi"}]},
    "something new": {"kind": "hologram", "of": ["nobody", {"knows": 1}]},
}


def a_chat(kind: str = "whatsapp", *, address: str = "", **fields: Any) -> Ticket:
    """A customer's first words on a channel of that kind, which are a moment old."""
    channel = fields.pop("channel", None) or a_channel(kind=kind, undo_seconds=0)
    address = address or ("+6281234567890" if kind in {"whatsapp", "sms"} else "4711")
    customer = fields.pop("customer", None) or a_customer(address, kind=kind, name="Budi Santoso")
    said = {"text": "Halo, paket saya?", "joins_active": True, "from_address": address, **fields}
    return receives(channel=channel, customer=customer, **said).ticket


def writes(ticket: Ticket, text: str = "", **fields: Any) -> Message:
    """The same customer, there."""
    first = ticket.messages.earliest("pk")
    said = {"text": text, "from_address": first.from_address, "joins_active": True, **fields}
    return receives(channel=first.channel, customer=ticket.customer, **said).message


def a_file(name: str, content: bytes) -> ReceivedAttachment:
    return ReceivedAttachment(name=name, content_type="", content=content)


def a_lost_file(message: Message, reason: str = "unavailable") -> Attachment:
    return Attachment.objects.create(
        message=message,
        state=Attachment.State.LOST,
        reason=reason,
        name="faktur.pdf",
        content_type=attachment_files.UNKNOWN_TYPE,
        size=0,
        sha256="",
    )


def shuts(ticket: Ticket, channel: Channel | None = None, *, hours: float = 30) -> None:
    """As if the customer had last written there that long ago."""
    theirs = Message.objects.filter(ticket__customer=ticket.customer_id, direction="inbound")
    at = timezone.now() - timedelta(hours=hours)
    theirs.filter(channel=channel or ticket.channel_id).update(sent_at=at, created_at=at)


def through(ticket, **manner):
    return a_reply(ticket, text=manner.pop("text", "Baik"), manner=Manner(**manner))


def a_template(channel, body="Halo {{1}}, pesanan {{2}} siap.", **fields):
    names = ["1", "2"] if "{{2}}" in body else ["1"] if "{{1}}" in body else []
    variables = [{"name": name, "example": f"contoh {name}"} for name in names]
    return MessageTemplate.objects.create(
        channel=channel,
        **{
            "name": "pesanan_siap",
            "language": "id",
            "status": "approved",
            "components": {"body": {"text": body, "variables": variables}},
            **fields,
        },
    )
