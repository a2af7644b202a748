from __future__ import annotations

from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, lock, refuse_unknown
from tickets.models import Category

FIELDS = ("name", "name_en", "key", "team", "skill", "skill_level", "points", "examples", "is_active")


@transaction.atomic
def create_category(*, by: Actor, **fields: Any) -> Category:
    refuse_unknown(fields, FIELDS)
    category = Category(**fields)
    category.full_clean()
    category.save()
    record("config.changed", by=by, what="category", id=category.pk)
    return category


@transaction.atomic
def change_category(
    category: Category, *, by: Actor, expected_version: int | None = None, **fields: Any
) -> list[str]:
    """The names of what changed. Its key stays: rules and files name it."""
    lock(category, expected_version=expected_version)
    changed = apply(category, fields, known=[name for name in FIELDS if name != "key"])
    if changed:
        record("config.changed", by=by, what="category", id=category.pk, fields=changed)
    return changed
