"""Somebody has another number or another id on WhatsApp.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks (messages of the type
system, and the field user_id_update). An id is new after its owner changed their number.
"""

from __future__ import annotations

from channels_in.chat.content import Moved, Nothing, Said
from channels_in.chat.reading import Data, digest_of, moment, name_of, part, words
from channels_in.whatsapp.people import KIND, PHONE, SCOPED, People

Pair = tuple[tuple[str, str], tuple[str, str]]


def moved_in(element: Data, wamid: str) -> Said:
    """A message that WhatsApp itself put into the chat. `from` is the old number."""
    name, system = name_of("system", wamid), part(element, "system")
    new = words(system, "wa_id") or words(system, "new_wa_id")
    pairs = [
        *_pair("sms", words(element, "from"), new),
        *_pair(KIND, words(element, "from_user_id"), words(system, "user_id")),
        *_pair(KIND, words(element, "from_parent_user_id"), words(system, "parent_user_id")),
    ]
    if not pairs:
        return Nothing(external_id=name, reason="number_changed")
    return Moved(external_id=name, to=tuple(pairs), at=moment(element, "timestamp"))


def update_in(element: Data, people: People) -> Said | None:
    name = name_of("user_id", digest_of(part(element, "user_id"), part(element, "parent_user_id")))
    pairs = [
        pair
        for field in ("user_id", "parent_user_id")
        for pair in _pair(KIND, words(element, field, "previous"), words(element, field, "current"))
    ]
    if not pairs:
        return Nothing(external_id=name, reason="number_changed")
    return Moved(external_id=name, to=tuple(pairs), at=moment(element, "timestamp"))


def _pair(kind: str, old: str, new: str) -> list[Pair]:
    form = PHONE if kind == "sms" else SCOPED
    is_whole = form.fullmatch(old) and form.fullmatch(new) and old != new
    return [((kind, old), (kind, new))] if is_whole else []
