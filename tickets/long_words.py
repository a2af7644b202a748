"""A page shows the beginning of what is too long to be read on it; all of it is a page of its own."""

from __future__ import annotations

from tickets.models import Message

MOST = 20_000  # characters of each part of a message: some ten printed pages


def beginning(text: str) -> str:
    """Up to the last line that ends before the limit, if there is one in its last tenth."""
    if len(text) <= MOST:
        return text
    end = text.rfind("\n", MOST * 9 // 10, MOST)
    return text[: end if end > 0 else MOST].rstrip() + " …"


def is_cut(message: Message) -> bool:
    return any(len(part) > MOST for part in (message.text, message.quoted, message.signature))


def whole(message: Message) -> str:
    return "\n\n".join(part for part in (message.text, message.quoted, message.signature) if part)
