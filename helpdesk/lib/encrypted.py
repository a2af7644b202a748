"""A model field whose JSON lies encrypted in the database (Fernet, https://github.com/fernet/spec)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models


class UnreadableSecret(Exception):
    """No key in FIELD_KEYS opens what the database holds."""


class SecretDict(dict[str, Any]):
    """Secrets that a traceback, a log line or a debugger's repr does not give away."""

    def __repr__(self) -> str:
        return f"<{len(self)} secrets>" if self else "{}"

    __str__ = __repr__


class SecretList(list[Any]):
    def __repr__(self) -> str:
        return f"<{len(self)} secrets>" if self else "[]"

    __str__ = __repr__


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]
    """The first of settings.FIELD_KEYS encrypts, all decrypt, so keys can be rotated."""

    _pyi_private_set_type: Any  # for mypy: what is set and read is JSON, not text
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        return None if value is None else decrypt(value)

    def to_python(self, value: Any) -> Any:
        """Text is ciphertext, as in a dump; anything else is already what it should be."""
        return decrypt(value) if isinstance(value, str) else guard(value)

    def get_default(self) -> Any:
        return guard(super().get_default())

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else encrypt(value)

    def value_to_string(self, obj: models.Model) -> str:
        """A dump holds ciphertext, never the secret."""
        value = self.value_from_object(obj)
        return "" if value is None else encrypt(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Ciphertext differs each time, so a comparison would silently find nothing."""
        if lookup_name != "isnull":
            raise FieldError(
                f"{self.name} is encrypted: it can be asked whether it is null and nothing else."
            )
        return super().get_lookup(lookup_name)

    def formfield(self, *args: Any, **kwargs: Any) -> None:
        """Secrets are write-only: no form shows them by itself."""
        return


def encrypt(value: Any) -> str:
    return _ring().encrypt(json.dumps(value).encode()).decode()


def decrypt(token: str) -> Any:
    try:
        return guard(json.loads(_ring().decrypt(token.encode())))
    except InvalidToken:
        raise UnreadableSecret(
            "A stored secret cannot be read with the keys in FIELD_KEYS. Add the key it was written with."
        ) from None


def is_under_first_key(token: str) -> bool:
    """False while a rotation still has to write this secret again."""
    try:
        Fernet(settings.FIELD_KEYS[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def guard(value: Any) -> Any:
    """Wrapped at every depth: what is inside is asked for its repr as soon as somebody takes it out."""
    if isinstance(value, dict):
        return SecretDict({key: guard(entry) for key, entry in value.items()})
    return SecretList(guard(entry) for entry in value) if isinstance(value, list) else value


def _ring() -> MultiFernet:
    return _make_ring(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=4)
def _make_ring(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise ImproperlyConfigured(
            "FIELD_KEYS must be one or more keys of 32 bytes in URL-safe base64: "
            "cryptography.fernet.Fernet.generate_key() makes one."
        ) from None
