"""Choices that a reply offers: up to three as buttons, more as a list (WhatsApp's interactive messages).

Source: developers.facebook.com/documentation/business-messaging/whatsapp, reply buttons and lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tickets.capabilities import capabilities_of
from tickets.models import Channel
from tickets.refusals import Refused


def offer_of(channel: Channel, text: str, choices: Sequence[str]) -> dict[str, Any] | None:
    """As tickets/extras.py and the kind's send.py read it. None: nothing is offered."""
    titles = [" ".join(one.split()) for one in choices if one.strip()]
    if not titles:
        return None
    can = capabilities_of(channel)
    if not can.max_choices:
        raise Refused("no_choices")
    if len(titles) > can.max_choices:
        raise Refused("too_many_choices", limit=can.max_choices)
    is_list = len(titles) > can.max_buttons
    longest = can.max_choice_title if is_list else can.max_button_title
    if too_long := next((one for one in titles if len(one) > longest), ""):
        raise Refused("choice_too_long", choice=too_long, limit=longest)
    if len({one.casefold() for one in titles}) < len(titles):
        raise Refused("same_choices")
    most = can.max_part if is_list else can.max_text_over_buttons
    if not text.strip() or can.size(text) > most:
        raise Refused("words_over_choices", limit=most)
    found = [{"id": f"choice-{n}", "title": title} for n, title in enumerate(titles, 1)]
    return {"kind": "offer", "choices": found, "label": _("Choose") if is_list else ""}
