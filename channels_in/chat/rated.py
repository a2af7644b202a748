"""A button under a survey was pressed: that is an answer to it, and no message that somebody waits with."""

from __future__ import annotations

from channels_in import surveys
from channels_in.chat.content import ChatMessage
from channels_in.chat.people import customer_of
from channels_in.items import Decision, updated


def rated(message: ChatMessage) -> Decision | None:
    """None: it answers no survey of this customer that is still open, so it is what it says."""
    for extra in message.extras:
        chosen = surveys.chosen_in(str(extra.get("id", ""))) if extra.get("kind") == "choice" else None
        if chosen:
            key, score = chosen
            asked = surveys.rate(key, customer=customer_of(message.who), score=score, way="button")
            return updated(None, reason="rated") if asked else None
    return None
