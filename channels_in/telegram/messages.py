"""What a customer did in the bot's chat: wrote, or wrote otherwise what they had written.

Source: core.telegram.org/bots/api#message. Ids of messages count within a chat: a message is called by both.
"""

from __future__ import annotations

import re

from channels_in.chat.content import ChatMessage, Edit, Nothing, Reachability, Said, Who
from channels_in.chat.reading import Data, moment, name_of, part, whole, words
from channels_in.messages import Address
from channels_in.telegram.contents import content_of
from channels_in.telegram.entities import text_of
from channels_in.telegram.updates import SERVICE

KIND = "telegram"
# The app says this when somebody opens the chat; what comes after is from a link that led there.
ALLOWED = "write_access_allowed"  # to the bot, which could not write to them before
START = re.compile(r"/start( [A-Za-z0-9_-]{1,64})?")


def message_in(message: Data, update: str) -> Said | None:
    chat, number = part(message, "chat"), whole(message, "message_id")
    if whole(chat, "id") is None or number is None:
        return None
    who = who_in(chat, part(message, "from"))
    reason = _nothing_for_us(message, chat)
    if reason == "started" or (reason and ALLOWED in message and is_private(chat)):
        return Reachability(external_id=update, who=who, reason=reason, at=moment(message, "date"))
    if reason:
        return Nothing(external_id=update, reason=reason)
    content = content_of(message)
    return ChatMessage(
        external_id=called(chat, number),
        sender=Address(address=who.address, name=who.name),
        who=who,
        text=content.text,
        media=content.media,
        extras=(*content.extras, *_forwarded(message)),
        replies_to=_replied_to(message, chat),
        quoted=_quoted(message),
        album=_album(message, who),
        sent_at=moment(message, "date"),
    )


def edit_in(message: Data, update: str) -> Said | None:
    """Holds the whole message anew. It also comes when nothing has changed that anybody could see."""
    said = message_in(message, update)
    if not isinstance(said, ChatMessage):
        return said
    at = moment(message, "edit_date")
    return Edit(external_id=update, of=said.external_id, who=said.who, text=said.text, at=at, whole=said)


def called(chat: Data, number: int | None) -> str:
    """0 and none: it has no number of its own."""
    return name_of(words(chat, "id"), number) if number else ""


def who_in(chat: Data, sender: Data) -> Who:
    """By the id of the chat, which is theirs and where an answer goes. Names change their owners."""
    given = " ".join(one for name in ("first_name", "last_name") if (one := words(sender or chat, name)))
    handle = words(sender or chat, "username", longest=100)
    return Who(
        kind=KIND,
        address=words(chat, "id"),
        name=(given or (f"@{handle}" if handle else ""))[:200],
        language=words(sender, "language_code", longest=20),
    )


def is_private(chat: Data) -> bool:
    return words(chat, "type") == "private"


def _nothing_for_us(message: Data, chat: Data) -> str:
    if not is_private(chat):
        return "not_private"
    if not SERVICE.isdisjoint(message):
        return "service"
    if part(message, "from").get("is_bot") is True:
        return "bot"  # two machines would answer one another without end
    return "started" if START.fullmatch(words(message, "text").strip()) else ""


def _replied_to(message: Data, chat: Data) -> str:
    answered = part(message, "reply_to_message")
    return called(chat, whole(answered, "message_id"))


def _quoted(message: Data) -> str:
    """The piece that was picked, else all of it."""
    answered = part(message, "reply_to_message")
    return (
        words(message, "quote", "text")
        or text_of(answered, "text", "entities")
        or text_of(answered, "caption", "caption_entities")
    )


def _forwarded(message: Data) -> tuple[dict[str, str], ...]:
    """Somebody else's words. Before 2023 it was said otherwise."""
    origin = part(message, "forward_origin")
    by = part(origin, "sender_user") or part(origin, "sender_chat") or part(origin, "chat")
    by = by or part(message, "forward_from") or part(message, "forward_from_chat")
    name = words(origin, "sender_user_name") or words(message, "forward_sender_name")
    if not origin and not by and not name:
        return ()
    named = " ".join(one for one in (words(by, "first_name"), words(by, "last_name")) if one)
    return ({"kind": "forwarded", "name": (name or named or words(by, "title"))[:200]},)


def _album(message: Data, who: Who) -> str:
    album = words(message, "media_group_id", longest=100)
    return name_of(who.address, album) if album else ""
