"""A story of somebody on Instagram. Its picture must not be kept, only where it is: for a day, if its owner
leaves it there.

Source: developers.facebook.com/documentation/business-messaging/instagram-messaging/features/story-mention.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from channels_in.chat.reading import Data, words

LIVES = timedelta(hours=24)


def mention_in(attachment: Data, at: datetime | None) -> dict[str, Any]:
    return _story("mention", attachment.get("payload"), at)


def answered_in(message: Data, at: datetime | None) -> dict[str, Any] | None:
    """The story that a message answers, if it does."""
    reply = message.get("reply_to")
    story = reply.get("story") if isinstance(reply, dict) else None
    return _story("reply", story, at) if isinstance(story, dict) else None


def _story(how: str, story: object, at: datetime | None) -> dict[str, Any]:
    url = words(story, "url", longest=2000)
    return {
        "kind": "story",
        "how": how,
        "id": words(story, "id", longest=255),
        "url": url if url.startswith("https://") else "",
        "until": ((at or timezone.now()) + LIVES).isoformat(),
    }
