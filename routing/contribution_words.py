"""What gave a ticket its points, in words: the sources are those of priority.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from people.models import Tier
from tickets.models import ChannelKind

TOPICS = {  # of the scheme that comes with Alur; a company's own say themselves
    "danger": pgettext_lazy("topic of words in a message", "danger"),
    "legal": pgettext_lazy("topic of words in a message", "legal"),
    "outage": pgettext_lazy("topic of words in a message", "outage"),
    "money": pgettext_lazy("topic of words in a message", "money"),
    "urgency": pgettext_lazy("topic of words in a message", "urgency"),
    "anger": pgettext_lazy("topic of words in a message", "anger"),
}


@dataclass(frozen=True, slots=True)
class Points:
    words: str
    points: str


def contribution_words(one: Mapping[str, Any], *, categories: Mapping[str, str]) -> Points:
    """`categories`: names by key, as far as they are known."""
    code = categories.get(one["code"], one["code"]) if one["source"] == "category" else one["code"]
    return Points(words=_words(one["source"], code, one["found"]), points=f"{one['points']:+d}")


def _words(source: str, code: str, found: str) -> str:
    if source == "tier":
        return _("Tier %(tier)s") % {"tier": Tier(code).label if code in Tier.values else code}
    if source == "channel":
        return str(ChannelKind(code).label) if code in ChannelKind.values else code
    if source == "keyword":
        return _("“%(found)s” (%(topic)s)") % {"found": found, "topic": TOPICS.get(code, code)}
    if source == "category":
        return _("Category %(category)s") % {"category": code}
    if source == "waiting":  # in what was decided before these points were withdrawn
        return _("Waiting for %(minutes)s minutes or more") % {"minutes": code}
    return _("Reopened")
