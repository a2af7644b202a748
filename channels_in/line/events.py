"""One event of a webhook: somebody wrote, edited, took back, pressed, followed or blocked.

Source: developers.line.biz/en/reference/messaging-api/#webhook-event-objects. Ids are not checked for their
form, and properties come and go.
"""

from __future__ import annotations

from collections.abc import Callable

from channels_in.chat.content import ChatMessage, Edit, Nothing, Reachability, Said, TakenBack, Who
from channels_in.chat.reading import Data, moment, name_of, part, taking_back, words
from channels_in.line.content import LineMessage
from channels_in.line.contents import content_of
from channels_in.messages import Address

KIND = "line"
STANDBY = "standby"  # another service of the same account answers here for now
MILLI = 1000
SERVICE = frozenset(
    {
        *("beacon", "videoPlayComplete", "accountLink", "membership", "module", "activated", "deactivated"),
        *("botSuspended", "botResumed", "delivery", "things"),
    }
)
FOLLOWS = {"follow": ("reachable", ""), "unfollow": ("unreachable", "blocked")}


def said_in(event: Data) -> Said | None:
    """None: what every event has is missing."""
    kind = words(event, "type", longest=60)
    if not kind:
        return None
    source = part(event, "source")
    if _is_shared(source):
        return _nothing(event, "not_private")  # an answer would speak to all who are in there
    if kind in SERVICE:
        return _nothing(event, "service")
    if words(event, "mode") == STANDBY and kind != "message":
        return _nothing(event, STANDBY)
    if kind in FOLLOWS:
        return _followed(event, kind, source)
    return _of_a_person(event, kind, source)


def _followed(event: Data, kind: str, source: Data) -> Said:
    """They became a friend of the account, or blocked it: nothing else tells, for LINE takes every answer."""
    reason, cut_off = FOLLOWS[kind]
    user = words(source, "userId", longest=255)
    if not user:
        return _nothing(event, reason)
    return Reachability(
        external_id=item_of(event),
        who=Who(kind=KIND, address=user),
        reason=reason,
        cut_off=cut_off,
        at=moment(event, "timestamp", per_second=MILLI),
    )


def item_of(event: Data) -> str:
    """By which it is recognised when it comes again; older payloads have no id of their own."""
    if words(event, "type") == "unsend" and not _is_shared(part(event, "source")):
        return taking_back(words(event, "unsend", "messageId"))
    if one := words(event, "webhookEventId"):
        return name_of("event", one)
    if one := words(event, "message", "id"):
        return name_of("edit" if words(event, "type") == "messageEdited" else "message", one)
    source = part(event, "source")
    whose = next((one for name in ("userId", "groupId", "roomId") if (one := words(source, name))), "")
    return name_of(words(event, "type", longest=60), whose, words(event, "timestamp", longest=40))


def _is_shared(source: Data) -> bool:
    return words(source, "type") in {"group", "room"}


def _of_a_person(event: Data, kind: str, source: Data) -> Said | None:
    user = words(source, "userId", longest=255)
    reader = READERS.get(kind)
    if reader is None:
        return _nothing(event, "unsupported")
    return reader(event, Who(kind=KIND, address=user)) if user else None


def _message(event: Data, who: Who) -> Said | None:
    message, name = part(event, "message"), words(event, "message", "id", longest=255)
    if not name:
        return None
    content = content_of(message)
    standby = ({"kind": STANDBY},) if words(event, "mode") == STANDBY else ()
    images = words(message, "imageSet", "id", longest=100)
    return LineMessage(
        external_id=name,
        sender=Address(address=who.address),
        who=who,
        text=content.text,
        media=content.media,
        extras=(*content.extras, *standby),
        replies_to=words(message, "quotedMessageId", longest=255),
        album=name_of(who.address, images) if images else "",
        sent_at=moment(event, "timestamp", per_second=MILLI),
        reply_token="" if standby else words(event, "replyToken", longest=255),
        quote_token=words(message, "quoteToken", longest=500),
    )


def _edited(event: Data, who: Who) -> Said | None:
    """Holds the new words under the id of the old ones."""
    said = _message(event, who)
    if not isinstance(said, ChatMessage):
        return None
    return Edit(
        external_id=item_of(event),
        of=said.external_id,
        who=who,
        text=said.text,
        at=said.sent_at,
        whole=said,
    )


def _unsend(event: Data, who: Who) -> Said | None:
    of = words(event, "unsend", "messageId", longest=255)
    at = moment(event, "timestamp", per_second=MILLI)
    return TakenBack(external_id=taking_back(of), of=of, who=who, at=at) if of else None


def _postback(event: Data, who: Who) -> Said | None:
    """A button, or a date that was picked. A menu that was turned over says nothing."""
    data, params = words(event, "postback", "data", longest=300), part(event, "postback", "params")
    if not data or words(params, "newRichMenuAliasId"):
        return _nothing(event, "service")
    picked = next((one for name in ("datetime", "date", "time") if (one := words(params, name))), "")
    return ChatMessage(
        external_id=name_of("press", item_of(event)),
        sender=Address(address=who.address),
        who=who,
        text=" · ".join(one for one in (data, picked) if one),
        extras=({"kind": "choice", "id": data},),
        sent_at=moment(event, "timestamp", per_second=MILLI),
    )


def _nothing(event: Data, reason: str) -> Nothing:
    return Nothing(external_id=item_of(event), reason=reason)


READERS: dict[str, Callable[[Data, Who], Said | None]] = {
    "message": _message,
    "messageEdited": _edited,
    "unsend": _unsend,
    "postback": _postback,
}
