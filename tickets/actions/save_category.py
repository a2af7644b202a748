from __future__ import annotations

from typing import Any

from django.db import transaction

from events.actors import Actor
from events.record import record
from people.changing import apply, lock, refuse_unknown
from tickets.models import Category

FIELDS = ("name", "name_en", "team", "points", "is_active")


@transaction.atomic
def create_category(*, by: Actor, key: str, **fields: Any) -> Category:
    """`key` is what rules, policies and files call it, for good."""
    refuse_unknown(fields, FIELDS)
    category = Category(key=key, **fields)
    category.full_clean()
    category.save()
    record("config.changed", by=by, what="category", id=category.pk)
    return category


@transaction.atomic
def change_category(category: Category, *, by: Actor, **fields: Any) -> list[str]:
    lock(category)
    changed = apply(category, fields, known=FIELDS)
    if changed:
        record("config.changed", by=by, what="category", id=category.pk)
    return changed
