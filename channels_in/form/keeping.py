"""What a visitor sent, kept once: also when they go back and press again, by when the files are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from channels_in import raw_store
from channels_in.actions.take_receipt import take_receipt
from channels_in.form.adapter import written_down
from channels_in.models import Connection, Receipt

File = tuple[str, str, bytes]


def keep(connection: Connection, fields: Mapping[str, Any], files: Sequence[File]) -> Receipt:
    """That of the first time, if it says nothing new. A file that was added since, or exchanged, is new."""
    raw = written_down({**fields}, files)
    source = _source_of(connection, fields)
    first = Receipt.objects.filter(source_key=source).first() if source else None
    if first and (not files or _holds(first, raw)):
        return first
    return take_receipt(
        connection,
        raw,
        door=Receipt.Door.FORM,
        envelope={"language": get_language()},
        received_at=timezone.now(),
        source_key=None if first else source,
    )


def _source_of(connection: Connection, fields: Mapping[str, Any]) -> str | None:
    """One page that was opened, with these words in it."""
    if not fields["key"]:
        return None
    return f"form:{connection.pk}:{sha256(written_down({**fields}, [])).hexdigest()}"


def _holds(receipt: Receipt, raw: bytes) -> bool:
    return receipt.size == len(raw) and raw_store.read(receipt) == raw
