"""Addresses that hide behind other words are shown beside them: what a link says is not where it leads.

Offsets count UTF-16 units (core.telegram.org/bots/api#messageentity).
"""

from __future__ import annotations

from typing import Any

from channels_in.api.fields import storable
from channels_in.chat.reading import LONGEST_TEXT, Data, parts, whole, words

MOST = 200


def text_of(message: Data, field: str, entities: str) -> str:
    said: Any = message.get(field)
    if not isinstance(said, str):
        return ""
    units = said.encode("utf-16-le", "surrogatepass")
    links = [found for one in parts(message, entities) if (found := _link_in(one))][:MOST]
    for end, url in sorted(links, reverse=True):
        at = 2 * min(end, len(units) // 2)
        units = units[:at] + f" ({url})".encode("utf-16-le") + units[at:]
    return storable(units.decode("utf-16-le", "surrogatepass"))[:LONGEST_TEXT]


def _link_in(entity: Data) -> tuple[int, str] | None:
    offset, length = whole(entity, "offset"), whole(entity, "length")
    url = words(entity, "url", longest=2000)
    if words(entity, "type") != "text_link" or not url or offset is None or length is None:
        return None
    return max(0, offset) + max(0, length), url
