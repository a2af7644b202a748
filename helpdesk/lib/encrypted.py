"""A model field whose JSON lies encrypted in the database (Fernet, https://github.com/fernet/spec)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class UnreadableSecret(Exception):
    """No key in FIELD_KEYS opens what the database holds."""


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]
    """The first of settings.FIELD_KEYS encrypts, all decrypt, so keys can be rotated."""

    _pyi_private_set_type: Any  # for mypy: what is set and read is JSON, not text
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        return None if value is None else self.to_python(value)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(_keys(tuple(settings.FIELD_KEYS)).decrypt(value.encode()))
        except InvalidToken:
            raise UnreadableSecret(
                "A stored secret cannot be read with the keys in FIELD_KEYS. Add the key it was written with."
            ) from None

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        return _keys(tuple(settings.FIELD_KEYS)).encrypt(json.dumps(value).encode()).decode()


@lru_cache(maxsize=4)
def _keys(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
