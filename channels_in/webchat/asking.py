"""What a visitor is asked before a chat begins: which fields, when, and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from channels_in.mail import cleaning
from channels_in.models import Connection, Visitor
from channels_in.webchat.house import House
from channels_in.webchat.proof import PHONE
from tickets.category_words import category_name
from tickets.models import Category

NAMES = ("name", "email", "phone", "topic")
LONGEST = {"name": 200, "email": 320, "phone": 20, "topic": 50}


def asks_of(connection: Connection, language: str) -> dict[str, Any]:
    """As the page is told."""
    asks = connection.options.get("asks") or {}
    fields = [_field(one) for one in asks.get("fields", []) if one.get("name") in NAMES]
    return {
        "when": asks.get("when", "away") if fields or consent_of(connection, language) else "never",
        "fields": [one for one in fields if one["name"] != "topic" or one["choices"]],
        "consent": consent_of(connection, language),
    }


def consent_of(connection: Connection, language: str) -> dict[str, str] | None:
    consent = (connection.options.get("asks") or {}).get("consent") or {}
    text = consent.get("text") or {}
    words = str(text.get(language) or next(iter(text.values()), "")) if isinstance(text, dict) else str(text)
    return {"text": words, "url": str(consent.get("url", ""))} if words else None


def consent_mark(connection: Connection, language: str) -> str:
    """Names the very words that were agreed to."""
    consent = consent_of(connection, language)
    return sha256(repr(sorted(consent.items())).encode()).hexdigest() if consent else ""


def asked_now(visitor: Visitor, house: House, *, has_ticket: bool) -> list[str]:
    """The names of what must be filled in before the next message; `consent` among them."""
    if has_ticket or visitor.described_at or not _is_asked(visitor.connection, house):
        return []
    asks = asks_of(visitor.connection, visitor.language)
    missing = [one["name"] for one in asks["fields"] if one["required"] and not getattr(visitor, one["name"])]
    return missing + (["consent"] if asks["consent"] and not visitor.consent_at else [])


def read_details(connection: Connection, said: Mapping[str, Any], visitor: Visitor) -> dict[str, str]:
    """What they typed, cleaned. Wrong for what cannot be taken, by field."""
    asks = asks_of(connection, visitor.language)
    asked = {one["name"]: one for one in asks["fields"]}
    typed = {name: _text(said.get(name), LONGEST[name]) for name in NAMES if name in asked}
    if "email" in said and "email" not in typed:  # also later, when we have to write after them
        typed["email"] = _text(said.get("email"), LONGEST["email"])
    faults = {name: _("This is needed.") for name, field in asked.items() if _lacks(field, typed, visitor)}
    faults |= {name: words for name, value in typed.items() if (words := _fault(name, value, asked))}
    if asks["consent"] and not (visitor.consent_at or said.get("consent") is True):
        faults["consent"] = _("Please agree first.")
    if faults:
        raise Wrong(faults)
    return typed


class Wrong(Exception):
    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def _is_asked(connection: Connection, house: House) -> bool:
    when = (connection.options.get("asks") or {}).get("when", "away")
    return when == "always" or (when == "away" and not (house.is_there and house.hours["open"]))


def _field(one: Mapping[str, Any]) -> dict[str, Any]:
    field: dict[str, Any] = {"name": one["name"], "required": bool(one.get("required"))}
    if one["name"] == "topic":
        keys = list(one.get("choices", []))
        offered = {c.key: c for c in Category.objects.filter(key__in=keys, is_active=True)}
        field["choices"] = [[key, category_name(offered[key])] for key in keys if key in offered]
    return field


def _lacks(field: Mapping[str, Any], typed: Mapping[str, str], visitor: Visitor) -> bool:
    name = field["name"]
    return bool(field["required"]) and not typed.get(name) and not getattr(visitor, name)


def _fault(name: str, value: str, asked: Mapping[str, Mapping[str, Any]]) -> str:
    if not value:
        return ""
    if name == "email":
        try:
            validate_email(value)
        except ValidationError:
            return _("This is no complete email address. It looks like name@example.com.")
    if name == "phone" and not PHONE.fullmatch(value):
        return _("Write the number with its country, like +6281234567890.")
    if name == "topic" and value not in {key for key, _label in asked["topic"]["choices"]}:
        return _("Please choose one of these.")
    return ""


def _text(value: Any, longest: int) -> str:
    return cleaning.display_name(value)[:longest] if isinstance(value, str) else ""
