"""What a file would change, and changing it: one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from events.actors import Actor
from helpdesk.config.document import ConfigProblem, Document
from helpdesk.config.order import arranged
from helpdesk.config.refused_entry import refused_at
from helpdesk.config.section import Entry, Section
from helpdesk.config.sections import SECTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`fields`: name → (before, after); what is new has no before. Secrets are named, never shown."""

    section: str
    name: str
    is_new: bool
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()


def export() -> Document:
    document: Document = {}
    for section in SECTIONS:
        entries = list(section.entries())
        if section.key:
            document[section.name] = entries
        elif entries:
            document[section.name] = entries[0]
    return document


def plan(document: Document, *, by: Actor) -> list[Change]:
    """Also tries it, and takes everything back: what would fail to apply fails to plan."""
    with transaction.atomic():
        changes = apply(document, by=by)
        transaction.set_rollback(True)
    return changes


@transaction.atomic
def apply(document: Document, *, by: Actor) -> list[Change]:
    """What was changed; nothing if it raises ConfigProblem. A second time it changes nothing."""
    changes: list[Change] = []
    for section in SECTIONS:
        if document.get(section.name) is not None:
            changes += _apply(section, section.read(document[section.name]), by=by)
    return changes


def _apply(section: Section, wanted: list[Entry], *, by: Actor) -> list[Change]:
    there = {_name(section, entry): entry for entry in section.entries()}
    order = arranged(list(there), [_name(section, entry) for entry in wanted]) if section.is_ordered else []
    changes = list(_save(section, wanted, there, by=by))
    moves = bool(there) and order != list(there) and section.is_ordered
    if moves and not changes:
        _begin(section)
    if moves or (changes and section.is_ordered):
        _arrange(section, order, by=by)
    if moves:
        changes.append(
            Change(section=section.name, name="order", is_new=False, fields={"order": (list(there), order)})
        )
    if changes:
        section.finish(by=by)
    return changes


def _save(section: Section, wanted: list[Entry], there: dict[str, Entry], *, by: Actor) -> Iterator[Change]:
    has_begun = False
    for entry in wanted:
        name = _name(section, entry)
        with refused_at(f"{section.name}.{name}".rstrip(".")):
            change = _compare(section, entry, there.get(name))
        if change is None:
            continue
        if not has_begun:
            _begin(section)
            has_begun = True
        with refused_at(f"{section.name}.{name}".rstrip(".")):
            section.save(entry, is_new=change.is_new, by=by)
        yield change


def _begin(section: Section) -> None:
    with refused_at(section.name):
        section.begin()


def _arrange(section: Section, order: list[str], *, by: Actor) -> None:
    if order != [_name(section, entry) for entry in section.being_written()]:
        section.arrange(order, by=by)


def _name(section: Section, entry: Entry) -> str:
    return str(entry[section.key]) if section.key else ""


def _compare(section: Section, entry: Entry, before: Entry | None) -> Change | None:
    given = {name: value for name, value in entry.items() if name not in {section.key, "secrets"}}
    old = before or {}
    differing = {name: (old.get(name), value) for name, value in given.items() if old.get(name) != value}
    secrets = tuple(section.secret_changes(entry))
    for name in section.only_new:
        if before is not None and name in differing:
            where = f"{section.name}.{_name(section, entry)}.{name}"
            raise ConfigProblem(where, "This cannot be changed; make a new entry.")
    if before is not None and not differing and not secrets:
        return None
    return Change(
        section=section.name,
        name=_name(section, entry),
        is_new=before is None,
        fields=differing,
        secrets=secrets,
    )
