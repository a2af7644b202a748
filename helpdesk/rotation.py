"""Writes every stored secret again with the newest of FIELD_KEYS, one row a transaction: a run that dies
leaves rows under the new key and rows under the old one, all readable, and the next run does the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models, transaction

from helpdesk.lib.encrypted import EncryptedJSONField, UnreadableSecret, decrypt, encrypt, is_under_first_key

OF_SECOND_STEPS = frozenset({"secret", "seed", "migrated_codes"})  # allauth.mfa


@dataclass(slots=True)
class Rotation:
    rewritten: int = 0
    current: int = 0  # lay under the newest key already
    unreadable: int = 0

    @property
    def total(self) -> int:
        return self.rewritten + self.current + self.unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A column with secrets in it, as it lies in the database."""

    model: type[models.Model]
    field: str
    is_inside: bool  # ciphertexts are values inside of a JSON object, not the column itself

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def rows(self) -> models.QuerySet[Any]:
        return self.model._default_manager.order_by("pk")


def places() -> Iterator[Place]:
    """Every encrypted field of every app, and the second steps, which allauth keeps in an object."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedJSONField):
                yield Place(model=model, field=field.attname, is_inside=False)
    yield Place(model=Authenticator, field="data", is_inside=True)


def rotate(tell: Callable[[Place, Rotation], None]) -> Rotation:
    """`tell` hears of each row."""
    found = Rotation()
    for place in places():
        for pk in place.rows().values_list("pk", flat=True).iterator():
            _rotate_one(place, pk, found)
            tell(place, found)
    return found


@transaction.atomic
def _rotate_one(place: Place, pk: Any, found: Rotation) -> None:
    """The row is held: what somebody saves meanwhile comes before or after it, and is not overwritten."""
    table, key, column = (
        connection.ops.quote_name(name)
        for name in (place.model._meta.db_table, str(place.model._meta.pk.column), place.field)
    )
    with connection.cursor() as sql:
        sql.execute(f"select {column}::text from {table} where {key} = %s for no key update", [pk])  # noqa: S608
        row = sql.fetchone()
        if row is None or row[0] is None:
            return
        try:
            written = _inside(row[0]) if place.is_inside else _again(row[0])
        except UnreadableSecret:
            found.unreadable += 1
            return
        if written == row[0]:
            found.current += 1
            return
        sql.execute(f"update {table} set {column} = %s where {key} = %s", [written, pk])  # noqa: S608
    found.rewritten += 1


def _again(token: str) -> str:
    return token if is_under_first_key(token) else encrypt(decrypt(token))


def _inside(written: str) -> str:
    """Of a second step: its key, or its codes. Whatever else stands there stays."""
    data = json.loads(written)
    changed = {name: _value(value) for name, value in data.items() if name in OF_SECOND_STEPS}
    return (
        json.dumps({**data, **changed}) if any(data[name] != changed[name] for name in changed) else written
    )


def _value(value: Any) -> Any:
    return [_again(one) for one in value] if isinstance(value, list) else _again(value)
