"""Several files that were sent as one come one by one, in any order, and nothing says which is the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from channels_in.chat.content import ChatMessage, Edit, Who
from channels_in.chat.waiting import waiting_in
from people.models import Customer
from tickets.actions.join_album import join_album
from tickets.incoming import WaitingFile
from tickets.models import Attachment, Message

KIND = "album"
LONGEST = timedelta(days=2)  # after which a name may come round


def mark_of(message: ChatMessage) -> tuple[dict[str, Any], ...]:
    """Kept with the message that the first of them becomes."""
    if not message.album:
        return ()
    piece = {"id": message.external_id, "text": message.text, "files": len(message.media)}
    return ({"kind": KIND, "album": message.album, "pieces": [piece]},)


def begun(message: ChatMessage, channel: int, customer: Customer) -> Message | None:
    """The message that others of the same album have become."""
    if not message.album:
        return None
    mark = [{"kind": KIND, "album": message.album}]
    theirs = Message.objects.filter(
        customer=customer, channel=channel, extras__contains=mark, taken_back_at=None
    )
    found: Message | None = theirs.select_related("ticket").order_by("-pk").first()
    sent_at = message.sent_at
    return None if found and sent_at and abs(sent_at - found.sent_at) > LONGEST else found


def holding(provider_id: str, channel: int, who: Who) -> Message | None:
    """The message that a piece of an album has joined."""
    mark = [{"kind": KIND, "pieces": [{"id": provider_id}]}]
    theirs = Message.objects.filter(
        customer__identities__kind=who.kind,
        customer__identities__address=who.address,
        channel=channel,
        extras__contains=mark,
    )
    found: Message | None = theirs.select_related("ticket").order_by("-pk").first()
    return found


def text_with(message: Message, edit: Edit) -> str:
    """The words of all pieces, one of which has others now."""
    mark: dict[str, Any] = next((one for one in message.extras if one.get("kind") == KIND), {"pieces": []})
    said = [edit.text if one["id"] == edit.of else one["text"] for one in mark["pieces"]]
    return "\n".join(one for one in said if one) if said else edit.text


def join(first: Message, message: ChatMessage) -> Sequence[tuple[Attachment, WaitingFile]]:
    piece = dict(mark_of(message)[0]["pieces"][0])
    return join_album(first, piece=piece, files=waiting_in(message))
