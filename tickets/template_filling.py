"""An approved message with its variables filled in: what the customer will read, and what its provider is
told. Checked here before anything is sent.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tickets.models import MessageTemplate
from tickets.refusals import Refused

VARIABLE = re.compile(r"\{\{\s*([a-z0-9_]{1,100})\s*\}\}")
LONGEST_BODY, LONGEST_HEADER = 1024, 60
BROKEN = re.compile(r"[\n\r\t]| {5,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One variable: `key` is its name in forms, as "body-1"."""

    key: str
    where: str  # header, body, button
    name: str
    example: str
    index: int = 0  # of the button


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    channel_id: int
    text: str
    extra: dict[str, Any]


def slots_of(template: MessageTemplate) -> list[Slot]:
    return list(_slots(template.components))


def filled(template: MessageTemplate, values: Mapping[str, str]) -> Filled:
    """Refused: a value is missing or cannot stand there."""
    if template.begins_with_file:
        raise Refused("template_needs_file")
    slots = slots_of(template)
    given = {slot.key: values.get(slot.key, "").strip() for slot in slots}
    for slot in slots:
        if not given[slot.key]:
            raise Refused("template_value", name=slot.name)
        if BROKEN.search(given[slot.key]):
            raise Refused("template_value_broken", name=slot.name)
    header, body = text_of(template, "header", given), text_of(template, "body", given)
    if len(body) > LONGEST_BODY:
        raise Refused("template_too_long", limit=LONGEST_BODY)
    if len(header) > LONGEST_HEADER:
        raise Refused("template_too_long", limit=LONGEST_HEADER)
    footer = str(template.components.get("footer") or "")
    extra = {
        "kind": "template",
        "name": template.name,
        "language": template.language,
        "is_named": template.is_named,
        "values": [
            {"where": slot.where, "name": slot.name, "index": slot.index, "value": given[slot.key]}
            for slot in slots
        ],
        "buttons": [str(one.get("text", "")) for one in template.components.get("buttons", [])],
    }
    text = "\n\n".join(one for one in (header, body, footer) if one)
    return Filled(channel_id=template.channel_id, text=text, extra=extra)


def text_of(template: MessageTemplate, part: str, values: Mapping[str, str]) -> str:
    """What is not given stays as it stands in the template."""
    text = str(template.components.get(part, {}).get("text", ""))
    return VARIABLE.sub(lambda found: values.get(f"{part}-{found[1]}") or found[0], text)


def _slots(components: Mapping[str, Any]) -> Iterator[Slot]:
    for where in ("header", "body"):
        for one in components.get(where, {}).get("variables", []):
            yield Slot(key=f"{where}-{one['name']}", where=where, name=one["name"], example=one["example"])
    for index, button in enumerate(components.get("buttons", [])):
        for one in button.get("variables", []):
            key = f"button{index}-{one['name']}"
            example = one["example"]
            yield Slot(key=key, where="button", name=one["name"], example=example, index=index)
