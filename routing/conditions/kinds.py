"""The kinds of conditions: one line each. A new kind is a field of the snapshot and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from routing.conditions.asked import check_flag, check_id, check_number, check_text
from routing.conditions.operators import (
    CONTAINS_ALL,
    CONTAINS_ANY,
    FROM,
    GREATER,
    HAS_ALL,
    HAS_ANY,
    IS_EMPTY,
    IS_SET,
    LESS,
    MATCHES,
    Operator,
    equality,
)
from routing.snapshot import Snapshot

PRIORITIES = ("low", "normal", "high", "urgent")
STATUSES = ("new", "open", "pending", "on_hold", "resolved", "closed")
MOODS = ("negative", "neutral", "positive")
URGENCIES = ("low", "medium", "high")
TIERS = ("standard", "silver", "gold", "platinum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    code: str
    read: Callable[[Snapshot], object]
    operators: Mapping[str, Operator]
    choices: tuple[str, ...] = ()  # all that may be asked for; none: anything of the right type
    is_private: bool = False  # the customer's words: reasons quote what was found, never the rest


_EQUALS_TEXT, _IN_TEXTS, _NOT_IN_TEXTS = equality(check_text)
_EQUALS_ID, _IN_IDS, _NOT_IN_IDS = equality(check_id)
_EQUALS_NUMBER = equality(check_number)[0]
_EQUALS_FLAG = equality(check_flag)[0]

_WORDS = (CONTAINS_ANY, CONTAINS_ALL, MATCHES, IS_EMPTY, IS_SET)
_CODE = (_EQUALS_TEXT, _IN_TEXTS, _NOT_IN_TEXTS, IS_EMPTY, IS_SET)
_ID = (_EQUALS_ID, _IN_IDS, _NOT_IN_IDS, IS_EMPTY, IS_SET)
_NUMBER = (_EQUALS_NUMBER, GREATER, LESS)
_FLAG = (_EQUALS_FLAG,)


def _kind(
    code: str,
    read: Callable[[Snapshot], object],
    operators: tuple[Operator, ...],
    choices: tuple[str, ...] = (),
    is_private: bool = False,
) -> Kind:
    named = {operator.code: operator for operator in operators}
    return Kind(code=code, read=read, operators=named, choices=choices, is_private=is_private)


def _before(field: str) -> Callable[[Snapshot], object]:
    return lambda seen: seen.previous.get(field)


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        _kind("message", lambda seen: f"{seen.subject}\n{seen.text}", _WORDS, is_private=True),
        _kind("subject", lambda seen: seen.subject, (*_WORDS, _EQUALS_TEXT), is_private=True),
        _kind("text", lambda seen: seen.text, _WORDS, is_private=True),
        _kind("channel", lambda seen: seen.channel, _ID),
        _kind("channel_kind", lambda seen: seen.channel_kind, _CODE),
        _kind("customer_tier", lambda seen: seen.customer_tier, _CODE, TIERS),
        _kind("organisation", lambda seen: seen.organisation, _ID),
        _kind("language", lambda seen: seen.language, _CODE),
        _kind("sentiment", lambda seen: seen.sentiment, _CODE, MOODS),
        _kind("urgency", lambda seen: seen.urgency, _CODE, URGENCIES),
        _kind("category", lambda seen: seen.category, _CODE),
        _kind("priority", lambda seen: seen.priority, _CODE, PRIORITIES),
        _kind("status", lambda seen: seen.status, _CODE, STATUSES),
        _kind("team", lambda seen: seen.team, _ID),
        _kind("tags", lambda seen: seen.tags, (HAS_ANY, HAS_ALL, IS_EMPTY, IS_SET)),
        _kind("from_address", lambda seen: seen.from_address, (FROM, IS_EMPTY, IS_SET), is_private=True),
        _kind("is_first_message", lambda seen: seen.is_first_message, _FLAG),
        _kind("is_reopened", lambda seen: seen.is_reopened, _FLAG),
        _kind("has_attachments", lambda seen: seen.has_attachments, _FLAG),
        _kind("is_open", lambda seen: seen.is_open, _FLAG),
        _kind("hour", lambda seen: seen.hour, _NUMBER),
        _kind("waiting_minutes", lambda seen: seen.waiting_minutes, _NUMBER),
        _kind("customer_messages", lambda seen: seen.customer_messages, _NUMBER),
        _kind("previous.category", _before("category"), _CODE),
        _kind("previous.priority", _before("priority"), _CODE, PRIORITIES),
        _kind("previous.status", _before("status"), _CODE, STATUSES),
        _kind("previous.customer_tier", _before("customer_tier"), _CODE, TIERS),
        _kind("previous.team", _before("team"), _ID),
    )
}
