"""What is in a message: words, a file, or something else that is shown beside them. A type that nobody has
heard of is a placeholder: the message is there all the same.

Source: core.telegram.org/bots/api#message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from channels_in.api.fields import storable
from channels_in.chat.content import Media
from channels_in.chat.reading import LONGEST_TEXT, Data, number, part, parts, whole, words
from channels_in.telegram.entities import text_of
from channels_in.telegram.files import media_in

Extra = dict[str, Any]
# What tells of a message, and is nothing in it.
_AROUND = """
    message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot
    sender_tag date chat is_topic_message is_automatic_forward is_from_offline reply_to_message external_reply
    quote reply_to_story via_bot edit_date has_protected_content has_media_spoiler media_group_id
    author_signature paid_star_count effect_id entities caption_entities link_preview_options reply_markup
    show_caption_above_media is_paid_post reply_to_checklist_task_id reply_to_poll_option_id forward_origin
    forward_from forward_from_chat forward_from_message_id forward_signature forward_sender_name forward_date
"""
AROUND = frozenset(_AROUND.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    text: str = ""
    media: tuple[Media, ...] = ()
    extras: tuple[Extra, ...] = ()


def content_of(message: Data) -> Content:
    if isinstance(message.get("text"), str):
        return Content(text=text_of(message, "text", "entities"))
    kind, media = media_in(message)
    if kind:
        caption = text_of(message, "caption", "caption_entities")
        extra = _about_file(kind, part(message, kind)) or (
            {} if media else {"kind": "placeholder", "type": kind}
        )
        return Content(text=caption, media=media, extras=(extra,) if extra else ())
    field = next((name for name in KINDS if isinstance(message.get(name), dict)), "")
    return KINDS[field](message[field]) if field else _unknown(message)


def _about_file(kind: str, file: Data) -> Extra:
    """What a file does not say of itself."""
    seconds = whole(file, "duration")
    match kind:
        case "voice" | "video" | "video_note":
            return {"kind": kind, "seconds": seconds}
        case "audio":
            by, title = words(file, "performer", longest=200), words(file, "title", longest=200)
            return {"kind": "audio", "seconds": seconds, "performer": by, "title": title}
        case "sticker":
            return {"kind": "sticker", "emoji": words(file, "emoji", longest=40)}
        case _:
            return {}


def _venue(venue: Data) -> Content:
    return _place(
        part(venue, "location"),
        name=words(venue, "title", longest=300),
        address=words(venue, "address", longest=500),
    )


def _location(location: Data) -> Content:
    return _place(location, is_live=whole(location, "live_period") is not None)


def _place(point: Data, **more: object) -> Content:
    extra = {
        "kind": "location",
        "latitude": number(point, "latitude"),
        "longitude": number(point, "longitude"),
        **more,
    }
    return Content(extras=(extra,))


def _contact(contact: Data) -> Content:
    """The number is data: whoever sends it need not be whom it belongs to."""
    named = (words(contact, "first_name", longest=100), words(contact, "last_name", longest=100))
    phone = words(contact, "phone_number", longest=40)
    extra = {
        "kind": "contact",
        "name": " ".join(one for one in named if one),
        "phones": [phone] if phone else [],
        "emails": [],
    }
    return Content(extras=(extra,))


def _poll(poll: Data) -> Content:
    options = [words(option, "text", longest=300) for option in parts(poll, "options")][:50]
    return _list("poll", words(poll, "question", longest=1000), options)


def _checklist(checklist: Data) -> Content:
    tasks = [words(task, "text", longest=300) for task in parts(checklist, "tasks")][:50]
    return _list("checklist", words(checklist, "title", longest=1000), tasks)


def _list(kind: str, title: str, lines: list[str]) -> Content:
    return Content(text="\n".join([title, *(f"• {line}" for line in lines)]), extras=({"kind": kind},))


def _dice(dice: Data) -> Content:
    return Content(text=f"{words(dice, 'emoji', longest=10)} {words(dice, 'value', longest=10)}".strip())


def _rich(rich: Data) -> Content:
    """Its words, in their order: how they are set is not shown."""
    return Content(text="\n".join(_words_in(rich))[:LONGEST_TEXT])


def _words_in(rich: Data) -> Iterator[str]:
    waiting: list[Any] = [rich.get("blocks")]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            if text := words(one, "text"):
                yield text
            waiting.extend(reversed([value for value in one.values() if isinstance(value, dict | list)]))


def _only(kind: str) -> Callable[[Data], Content]:
    return lambda _: Content(extras=({"kind": kind},))


def _unknown(message: Data) -> Content:
    kind = next((name for name in message if name not in AROUND), "")
    return _placeholder(storable(kind)[:60])(message)


def _placeholder(kind: str) -> Callable[[Data], Content]:
    return lambda _: Content(extras=({"kind": "placeholder", "type": kind},))


KINDS: dict[str, Callable[[Data], Content]] = {
    "venue": _venue,  # comes with the location that it has
    "location": _location,
    "contact": _contact,
    "poll": _poll,
    "checklist": _checklist,
    "dice": _dice,
    "story": _only("story"),
    "rich_message": _rich,
    "giveaway": _placeholder("giveaway"),
    "giveaway_winners": _placeholder("giveaway"),
    "game": _placeholder("game"),
    "invoice": _placeholder("invoice"),
    "paid_media": _placeholder("paid_media"),
}
