"""Messages to WhatsApp that are more than words: approved templates, and choices as buttons or as a list.

Source: developers.facebook.com/documentation/business-messaging/whatsapp, templates and interactive messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from channels_in.chat.send import Part

MOST_BUTTONS = 3


def content_of(part: Part) -> dict[str, Any]:
    if part.extra["kind"] == "template":
        return {"type": "template", "template": template_of(part.extra)}
    return {"type": "interactive", "interactive": _offer(part.text, part.extra)}


def template_of(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Its language exactly as it is listed; variables with names are sent by these, others in their order."""
    components = list(_components(extra["values"], is_named=bool(extra.get("is_named"))))
    found = {"name": extra["name"], "language": {"code": extra["language"]}}
    return {**found, "components": components} if components else found


def _components(values: Sequence[Mapping[str, Any]], *, is_named: bool) -> Iterator[dict[str, Any]]:
    for (where, index), slots in groupby(values, key=lambda one: (one["where"], one["index"])):
        parameters = [_parameter(one, is_named=is_named and where != "button") for one in slots]
        if where == "button":
            yield {"type": "button", "sub_type": "url", "index": str(index), "parameters": parameters}
        else:
            yield {"type": where, "parameters": parameters}


def _parameter(slot: Mapping[str, Any], *, is_named: bool) -> dict[str, str]:
    name = {"parameter_name": str(slot["name"])} if is_named else {}
    return {"type": "text", **name, "text": str(slot["value"])}


def _offer(text: str, extra: Mapping[str, Any]) -> dict[str, Any]:
    choices = extra["choices"]
    body = {"text": text}
    if len(choices) <= MOST_BUTTONS:
        buttons = [{"type": "reply", "reply": {"id": one["id"], "title": one["title"]}} for one in choices]
        return {"type": "button", "body": body, "action": {"buttons": buttons}}
    rows = [{"id": one["id"], "title": one["title"]} for one in choices]
    label = str(extra.get("label") or "...")[:20]
    return {"type": "list", "body": body, "action": {"button": label, "sections": [{"rows": rows}]}}
