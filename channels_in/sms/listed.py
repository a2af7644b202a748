"""A message as Twilio's lists have it, instead of as the hook would have told it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.conf import settings

from channels_in.chat.reading import Data, parts, words

POLLED = "polled"  # in the envelope: read by ourselves


def as_form(listed: Data) -> dict[str, str]:
    """What stands in a list, as the hook would have said it."""
    form = {
        "MessageSid": words(listed, "sid"),
        "From": words(listed, "from"),
        "To": words(listed, "to"),
        "Body": words(listed, "body"),
        "MessagingServiceSid": words(listed, "messaging_service_sid"),
        "NumSegments": words(listed, "num_segments"),
        "NumMedia": words(listed, "num_media"),
    }
    for n, one in enumerate(parts(listed, "media_list")):
        form[f"MediaUrl{n}"] = settings.PROVIDERS.twilio + words(one, "uri").removesuffix(".json")
        form[f"MediaContentType{n}"] = words(one, "content_type")
    return form


def sent_at_of(listed: Data) -> datetime | None:
    """RFC 2822, and never without its zone."""
    try:
        found = parsedate_to_datetime(words(listed, "date_sent", longest=60))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None
