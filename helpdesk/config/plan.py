"""What a file would change, and changing it: one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from events.actors import Actor
from helpdesk.config.document import ConfigProblem, Document
from helpdesk.config.section import Entry, Section
from helpdesk.config.sections import SECTIONS
from helpdesk.lib.faults import FaultyData
from helpdesk.lib.refused import Refused


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


def _apply(section: Section, wanted: list[Entry], *, by: Actor) -> Iterator[Change]:
    there = {_name(section, entry): entry for entry in section.entries()}
    order = list(there)
    for entry in wanted:
        name = _name(section, entry)
        change = _compare(section, entry, there.get(name))
        if change:
            with _named(f"{section.name}.{name}".rstrip(".")):
                section.save(entry, is_new=change.is_new, by=by)
            yield change
    names = [_name(section, entry) for entry in wanted]
    if section.is_ordered and names != [name for name in order if name in names]:
        section.arrange(names, by=by)
        if all(name in there for name in names):
            yield Change(section=section.name, name="order", is_new=False, fields={"order": (order, names)})


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


class _named:
    """Turns what an action refuses into a problem with its place in the file."""

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValidationError):
            raise ConfigProblem(self.where, "; ".join(_messages(error))) from None
        if isinstance(error, FaultyData):
            raise ConfigProblem(self.where, str(error)) from None
        if isinstance(error, Refused):
            raise ConfigProblem(self.where, error.words) from None
        if isinstance(error, TypeError | ValueError | AttributeError):
            raise ConfigProblem(self.where, f"This cannot be understood: {error}.") from None


def _messages(error: ValidationError) -> Iterator[str]:
    if hasattr(error, "error_dict"):
        for name, messages in error.message_dict.items():
            yield f"{name}: {' '.join(messages)}"
    else:
        yield from error.messages
