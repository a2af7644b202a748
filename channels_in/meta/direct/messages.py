"""A message: a customer's, or the echo of one that was written in our name."""

from __future__ import annotations

from typing import Any

from channels_in.chat.content import ChatMessage, Nothing, Said, TakenBack, Who
from channels_in.chat.reading import Data, name_of, part, taking_back, words
from channels_in.messages import Address
from channels_in.meta.direct.accounts import Account
from channels_in.meta.direct.contents import content_of, media_of
from channels_in.meta.direct.moments import moment_in
from channels_in.meta.direct.names import mid_in
from channels_in.meta.direct.people import customer_in
from channels_in.meta.direct.referrals import referrals_in
from channels_in.meta.direct.said import Echo
from channels_in.meta.direct.stories import answered_in

INBOXES = {
    "263902037430900": "Page inbox",
    "1217981644879628": "Instagram inbox",
}  # Meta's own, as it calls them


def message_in(event: Data, account: Account, *, is_aside: bool) -> Said | None:
    message = part(event, "message")
    mid, is_echo = mid_in(message), message.get("is_echo") is True
    if not mid:
        return None
    who = customer_in(event, account, is_echo=is_echo)
    if who is None or message.get("is_self") is True:
        reason = "self" if message.get("is_self") is True else "nobody"
        return Nothing(external_id=name_of(reason, mid), reason=reason)
    if message.get("is_deleted") is True:
        return TakenBack(external_id=taking_back(mid), of=mid, who=who, at=moment_in(event, "timestamp"))
    return _echo(event, account, who, is_aside) if is_echo else _written(event, who, is_aside)


def _written(event: Data, who: Who, is_aside: bool) -> ChatMessage:
    sender = Address(address=who.address, name=who.name)
    return ChatMessage(**_fields(event, who), sender=sender, is_aside=is_aside)


def _echo(event: Data, account: Account, who: Who, is_aside: bool) -> Echo:
    message = part(event, "message")
    app = words(message, "app_id", longest=40)
    return Echo(
        **_fields(event, who),
        sender=Address(address=account.address, name=INBOXES.get(app, "")),
        is_ours=True,
        is_aside=is_aside or app in account.machines,
        app_id=app,
        mark=words(message, "metadata", longest=1000),
    )


def _fields(event: Data, who: Who) -> dict[str, Any]:
    message, at = part(event, "message"), moment_in(event, "timestamp")
    content, mid = content_of(message, event), mid_in(message)
    return {
        "external_id": mid,
        "who": who,
        "text": content.text,
        "media": media_of(content, words(message, "mid")),
        "extras": (*content.extras, *_around(message, event)),
        "replies_to": mid_in(message, "reply_to", "mid"),
        "sent_at": at,
    }


def _around(message: Data, event: Data) -> tuple[dict[str, Any], ...]:
    """What the message came with: a story, a button that was tapped, an advertisement."""
    found = list(referrals_in(part(message, "referral")))
    if story := answered_in(message, moment_in(event, "timestamp")):
        found.append(story)
    payload = words(message, "quick_reply", "payload", longest=1000)
    if payload and payload != words(message, "text"):
        found.append({"kind": "choice", "id": payload})
    return tuple(found)
