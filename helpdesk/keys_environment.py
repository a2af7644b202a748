"""The keys that come from outside, or are made in the data folder."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path

from helpdesk.processes import keys
from helpdesk.variables import BadSetting

# Words of sample files: a key that holds one of them was never chosen by anybody.
SAMPLE_KEYS = ("changeme", "change-me", "insecure", "secret", "example", "default", "password")
MIN_KEY_LENGTH = 50


def require_keys(variables: Mapping[str, str]) -> None:
    for name in ("SECRET_KEY", "FIELD_KEYS"):
        if not variables.get(name):
            raise BadSetting(
                f"{name} is not set. With DATABASE_URL in production every process must be given the same "
                "keys: print new ones with `python -m helpdesk.processes.keys` and set them everywhere."
            )


def secret_key(variables: Mapping[str, str], data_dir: Path, *, production: bool) -> str:
    key = variables.get("SECRET_KEY")
    if key is None:
        return keys.read_or_make(data_dir / "secret_key", keys.new_secret)
    if production and (len(key) < MIN_KEY_LENGTH or any(word in key.lower() for word in SAMPLE_KEYS)):
        raise BadSetting(
            f"SECRET_KEY is empty, shorter than {MIN_KEY_LENGTH} characters or a sample. "
            "Print a new one with `python -m helpdesk.processes.keys`, "
            "or unset it to have one made in the data folder."
        )
    if not key:
        raise BadSetting("SECRET_KEY is empty. Unset it to have one made in the data folder.")
    return key


def field_keys(variables: Mapping[str, str], data_dir: Path) -> tuple[str, ...]:
    text = variables.get("FIELD_KEYS")
    if text is None:
        text = keys.read_or_make(data_dir / "field_keys", keys.new_field_key)
    found = tuple(key.strip() for key in text.replace("\n", ",").split(",") if key.strip())
    if not found or not all(_is_field_key(key) for key in found):
        raise BadSetting(
            "FIELD_KEYS must be one or more keys of 32 bytes in URL-safe base64, separated by commas, "
            "the newest first. Print one with `python -m helpdesk.processes.keys`."
        )
    return found


def _is_field_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key)) == 32
    except (binascii.Error, ValueError):
        return False
