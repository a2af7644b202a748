"""How an action changes something that people configure: hold it, check it, write what differs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from django.db import models

from people.refusals import Refused
from people.stale import StaleRow


class Versioned(Protocol):
    version: int


def lock(row: models.Model, *, expected_version: int | None = None) -> None:
    """Hold the row until the commit and see it as it is now. StaleRow if that is not what the person saw."""
    row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update(no_key=True))
    if expected_version is not None and getattr(row, "version", expected_version) != expected_version:
        raise StaleRow(row)


def apply(row: models.Model, fields: Mapping[str, Any], *, known: Collection[str]) -> list[str]:
    """Write the fields that differ and count the version up; their names. ValidationError if any is wrong."""
    refuse_unknown(fields, known)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, fields[name])
        row.full_clean()
        if hasattr(row, "version"):
            row.version += 1
        row.save(update_fields=[*changed, *(["version"] if hasattr(row, "version") else [])])
    return changed


def refuse_unknown(fields: Mapping[str, Any], known: Collection[str]) -> None:
    """Explicit lists only: what a form or file must not set, it cannot."""
    for field in fields:
        if field not in known:
            raise Refused("no_such_field", field=field)
