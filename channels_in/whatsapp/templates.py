"""The approved messages of a WhatsApp account, page by page, in the shape of tickets.MessageTemplate.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/templates. `paging.next` is an
address in what a provider sent: only its cursor is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from channels_in.care.finding import NoList
from channels_in.chat.reading import Data, part, parts, words
from channels_in.meta.care import why_refused
from channels_in.meta.graph import Key, ask
from channels_in.models import Connection
from tickets.models import MessageTemplate

FIELDS = "id,name,language,status,category,parameter_format,components,rejected_reason"
PAGE, MOST_PAGES = 100, 20
VARIABLE = re.compile(r"\{\{\s*([a-z0-9_]{1,100})\s*\}\}")
HEADERS = frozenset({"text"})  # not one that begins with a file: the composer of a template has none
BUTTONS = frozenset({"quick_reply", "url", "phone_number", "copy_code", "voice_call"})
STATUSES = {
    "APPROVED": MessageTemplate.Status.APPROVED,
    "PENDING": MessageTemplate.Status.PENDING,
    "IN_APPEAL": MessageTemplate.Status.PENDING,
    "REJECTED": MessageTemplate.Status.REJECTED,
    "PAUSED": MessageTemplate.Status.PAUSED,
    "LIMIT_EXCEEDED": MessageTemplate.Status.PAUSED,
    "DISABLED": MessageTemplate.Status.DISABLED,
    "LOCKED": MessageTemplate.Status.DISABLED,
    "ARCHIVED": MessageTemplate.Status.DISABLED,
    "DELETED": MessageTemplate.Status.DELETED,
    "PENDING_DELETION": MessageTemplate.Status.DELETED,
}


def listed(connection: Connection) -> list[dict[str, Any]]:
    """Fields of a MessageTemplate each; all of them or an error, never a part of the list."""
    return [fields for page in _pages(connection) for one in page if (fields := fields_of(one))]


def _pages(connection: Connection) -> Iterator[list[Data]]:
    query: dict[str, str | int] = {"fields": FIELDS, "limit": PAGE}
    for _ in range(MOST_PAGES):
        path = f"{connection.options.get('waba_id', '')}/message_templates?{urlencode(query)}"
        reply = ask(path, Key.of(connection))
        if reply.status != 200 or not isinstance(reply.body.get("data"), list):
            raise NoList(why_refused(reply) or "send_unreachable", reply.detail)
        yield list(parts(reply.body, "data"))
        after = words(reply.body, "paging", "cursors", "after", longest=1000)
        if not after or not part(reply.body, "paging").get("next"):
            return
        query["after"] = after


def fields_of(one: Data) -> dict[str, Any] | None:
    """None for what has no name or language: nobody could send it."""
    name, language = words(one, "name", longest=512), words(one, "language", longest=20)
    if not name or not language:
        return None
    category = words(one, "category", longest=40).lower()
    components = {kind: found for kind, found in map(_component, parts(one, "components")) if kind}
    return {
        "name": name,
        "language": language,
        "provider_id": words(one, "id", longest=64),
        "status": STATUSES.get(words(one, "status"), MessageTemplate.Status.UNKNOWN),
        "reason": _reason(words(one, "rejected_reason", longest=500)),
        "category": category if category in MessageTemplate.Category.values else "other",
        "is_named": words(one, "parameter_format") == "NAMED",
        "components": components,
        "is_supported": _is_supported(one, components),
    }


def _component(one: Data) -> tuple[str, Any]:
    kind = words(one, "type", longest=40).lower()
    if kind == "header":
        return kind, _header(one)
    if kind == "body":
        return kind, {"text": words(one, "text", longest=4096), "variables": _variables(one, "body")}
    if kind == "footer":
        return kind, words(one, "text", longest=200)
    return kind, [_button(button) for button in parts(one, "buttons")]


def _header(one: Data) -> dict[str, Any]:
    found: dict[str, Any] = {"format": words(one, "format", longest=20).lower() or "text"}
    if found["format"] == "text":
        found |= {"text": words(one, "text", longest=200), "variables": _variables(one, "header")}
    return found


def _button(one: Data) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": words(one, "type", longest=40).lower(),
        "text": words(one, "text", longest=100),
    }
    if url := words(one, "url", longest=2000):
        examples = one.get("example")
        example = words({"it": examples[0]}, "it") if isinstance(examples, list) and examples else ""
        names = VARIABLE.findall(url)
        found |= {"url": url, "variables": [{"name": name, "example": example} for name in names]}
    return found


def _variables(one: Data, what: str) -> list[dict[str, str]]:
    """In the order that they are sent in: those with numbers by these, others as they first stand there."""
    names = list(dict.fromkeys(VARIABLE.findall(words(one, "text", longest=4096))))
    if all(name.isdecimal() for name in names):
        names.sort(key=int)
    given = _examples(part(one, "example"), what)
    return [
        {"name": name, "example": given.get(name, given.get(str(n), ""))} for n, name in enumerate(names, 1)
    ]


def _examples(example: Data, what: str) -> Mapping[str, str]:
    """By name, or by place from "1"."""
    named = {
        words(one, "param_name"): words(one, "example", longest=500)
        for one in parts(example, f"{what}_text_named_params")
    }
    if named:
        return named
    rows = example.get(f"{what}_text")
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else rows
    values = row if isinstance(row, list) else []
    return {str(n): words({"it": value}, "it", longest=500) for n, value in enumerate(values, 1)}


def _is_supported(one: Data, components: Mapping[str, Any]) -> bool:
    if set(components) - {"header", "body", "footer", "buttons"} or "body" not in components:
        return False
    buttons = components.get("buttons", [])
    return (
        words(one, "category") != "AUTHENTICATION"
        and components.get("header", {"format": "text"})["format"] in HEADERS
        and all(button["kind"] in BUTTONS for button in buttons)
    )


def _reason(said: str) -> str:
    return "" if said.upper() == "NONE" else said
