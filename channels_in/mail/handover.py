"""What a mail's receipt says besides its bytes: who handed it over, from whom, for which of our addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

MAILBOX = "mailbox"  # its address when the mail came
ARRIVED_AT = "arrived_at"
SENT = "sent"  # from the folder of what was written in a mail program
UNFETCHED = "unfetched"  # the server would not hand the mail out; its value says why


def by_smtp(*, peer: str, sender: str, recipients: Sequence[str], is_encrypted: bool) -> dict[str, Any]:
    return {"peer": peer, "from": sender, "to": list(recipients), "tls": is_encrypted}


def by_imap(
    *, folder: str, uidvalidity: int, uid: int, arrived_at: datetime | None, is_sent: bool = False
) -> dict[str, Any]:
    stated: dict[str, Any] = {ARRIVED_AT: arrived_at.isoformat()} if arrived_at else {}
    stated |= {SENT: True} if is_sent else {}
    return {"folder": folder, "uidvalidity": uidvalidity, "uid": uid, **stated}


def arrival_of(envelope: Mapping[str, Any]) -> datetime | None:
    """When the mailbox got it, if its server said so: long before us, perhaps."""
    stated = envelope.get(ARRIVED_AT)
    return datetime.fromisoformat(stated) if stated else None


def with_return_path(raw: bytes, envelope: Mapping[str, Any]) -> bytes:
    """As the last server on the way we write down who sent it and for whom (RFC 5321 §4.4); the stored
    bytes stay.
    """
    if "from" not in envelope or not raw.strip() or raw.startswith((b"From ", b">From ")):
        return raw
    lines = [f"Return-Path: <{_line(envelope['from'])}>"]
    lines += [f"Delivered-To: {_line(address)}" for address in envelope.get("to", ())]
    # A blank line before the first field would end the header here.
    return "".join(f"{line}\r\n" for line in lines).encode() + raw.lstrip(b"\r\n\t ")


def _line(text: str) -> str:
    return "".join(char for char in text if char.isprintable())[:320]
