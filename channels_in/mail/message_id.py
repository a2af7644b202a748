"""The Message-ID of what we send: the same at every try, and a proof that its sender has seen our mail."""

from __future__ import annotations

import re
from uuid import UUID

from channels_in.mail.signed import is_signed, sign

PURPOSE = "message-id"
OURS = re.compile(r"([0-9a-f]{32})\.([a-z2-7]{26})@.+", re.IGNORECASE)


def message_id_for(key: UUID, *, domain: str) -> str:
    """Bare, as all ids here; a header puts it into angle brackets."""
    return f"{key.hex}.{sign(PURPOSE, key.hex)}@{domain}"


def key_in(message_id: str) -> UUID | None:
    """The delivery's idempotency key, if we made this id."""
    found = OURS.fullmatch(message_id)
    if found and is_signed(PURPOSE, found[1].lower(), found[2]):
        return UUID(hex=found[1])
    return None
