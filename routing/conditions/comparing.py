"""Whether a ticket's value is what a rule asks for: what was found, or None when it does not hold."""

from __future__ import annotations

from routing.conditions.asked import fold_value
from routing.words import MAX_TEXT, fold

SHOWN = 80

Found = tuple[str, ...]


def contains(actual: object, asked: object, *, every: bool) -> Found | None:
    text = fold(str(actual))
    hits = [phrase.find(text) for phrase in asked] if isinstance(asked, tuple) else []
    found = tuple(dict.fromkeys(hit for hit in hits if hit))
    holds = all(hits) if every else bool(found)
    return found if holds and hits else None


def matches(actual: object, asked: object) -> Found | None:
    hit = asked.search(str(actual)[:MAX_TEXT])  # type: ignore[attr-defined]
    return None if hit is None else (hit.group()[:SHOWN],)


def filled(actual: object, _asked: object) -> Found | None:
    return None if is_empty(actual) else (shown(actual),)


def is_one_of(actual: object, asked: object) -> Found | None:
    return _said(actual, not is_empty(actual) and fold_value(actual) in _set(asked))


def is_none_of(actual: object, asked: object) -> Found | None:
    return _said(actual, fold_value(actual) not in _set(asked))


def is_from(actual: object, asked: object) -> Found | None:
    address = str(actual).strip().casefold()
    return _said(actual, address in _set(asked) or "@" + address.rpartition("@")[2] in _set(asked))


def has(actual: object, asked: object, *, every: bool) -> Found | None:
    wanted = _set(asked)
    found = {one for one in _set(actual) if fold_value(one) in wanted}
    holds = {fold_value(one) for one in found} == wanted if every else bool(found)
    return tuple(sorted(str(one) for one in found)) if holds else None


def _set(value: object) -> frozenset[object]:
    return value if isinstance(value, frozenset) else frozenset()


def _said(actual: object, holds: bool) -> Found | None:
    return (shown(actual),) if holds else None


def compare(actual: object, asked: object, *, sign: int) -> Found | None:
    return _said(actual, (float(str(actual)) - float(str(asked))) * sign > 0)


def empty(actual: object, _asked: object) -> Found | None:
    return () if is_empty(actual) else None


def shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(str(one) for one in value))[:SHOWN]
    return "" if value is None else str(value)[:SHOWN]


def is_empty(actual: object) -> bool:
    return actual is None or actual == frozenset() or (isinstance(actual, str) and not actual.strip())
