"""Every setting that comes from outside, read once; a bad one becomes a sentence that says what to do."""

from __future__ import annotations

import base64
import binascii
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from helpdesk.processes import keys

BASE_DIR = Path(__file__).resolve().parent.parent
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
# Words of sample files: a key that holds one of them was never chosen by anybody.
SAMPLE_KEYS = ("changeme", "change-me", "insecure", "secret", "example", "default", "password")
MIN_KEY_LENGTH = 50


class BadSetting(ImproperlyConfigured):
    """Says which setting is wrong and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    production: bool
    debug: bool
    port: int
    smtp_port: int
    bind: str
    data_dir: Path
    demo: bool
    base_url: str
    database_url: str
    redis_url: str
    secret_key: str
    field_keys: tuple[str, ...]
    trusted_proxies: str
    health_token: str
    bench: bool


def read(variables: Mapping[str, str]) -> Environment:
    """The settings of one process. Makes the data folder and the keys in it when nobody set them."""
    production = _production(variables)
    data_dir = _data_dir(variables)
    port = _port(variables, "PORT", 8000)
    database_url = _url(variables, "DATABASE_URL", ("postgres", "postgresql"))
    if production and database_url:
        _require_keys(variables)
    return Environment(
        production=production,
        debug=_debug(variables, production=production),
        port=port,
        smtp_port=_port(variables, "SMTP_PORT", 2525),
        bind=_bind(variables),
        data_dir=data_dir,
        demo=_flag(variables, "ALUR_DEMO", default=not production),
        base_url=_base_url(variables, port=port, production=production),
        database_url=database_url,
        redis_url=_url(variables, "REDIS_URL", ("redis", "rediss", "unix")),
        secret_key=_secret_key(variables, data_dir, production=production),
        field_keys=_field_keys(variables, data_dir),
        trusted_proxies=variables.get("TRUSTED_PROXIES", "127.0.0.1"),
        health_token=variables.get("ALUR_HEALTH_TOKEN", "").strip(),
        bench=_flag(variables, "ALUR_BENCH", default=False),
    )


def _production(variables: Mapping[str, str]) -> bool:
    kind = variables.get("ALUR_ENV", "local").strip().lower()
    if kind not in {"local", "production"}:
        raise BadSetting(f'ALUR_ENV is "{kind}". Set it to "local" or to "production".')
    return kind == "production"


def _debug(variables: Mapping[str, str], *, production: bool) -> bool:
    debug = _flag(variables, "DEBUG", default=False)
    if debug and production:
        raise BadSetting("DEBUG is on in production and would show secrets to visitors. Unset DEBUG.")
    return debug


def _flag(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name, "").strip().lower()
    if not value:
        return default
    if value not in YES | NO:
        raise BadSetting(f'{name} is "{value}". Set it to 1 or to 0.')
    return value in YES


def _port(variables: Mapping[str, str], name: str, default: int) -> int:
    value = variables.get(name, "").strip() or str(default)
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise BadSetting(f'{name} is "{value}". Set it to a free port number between 1 and 65535.')
    return int(value)


def _bind(variables: Mapping[str, str]) -> str:
    """Loopback unless told otherwise: a demo with known passwords must not be everybody's."""
    address = variables.get("ALUR_BIND", "").strip() or "127.0.0.1"
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise BadSetting(
            f'ALUR_BIND is "{address}". Set it to an IP address of this machine, or to 0.0.0.0 for all.'
        ) from error
    return address


def _data_dir(variables: Mapping[str, str]) -> Path:
    folder = Path(variables.get("ALUR_DATA", "").strip() or BASE_DIR / "var").expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(
            f"ALUR_DATA is {folder}, which cannot be used as a folder ({error.strerror}). "
            "Name a folder that this user may write to."
        ) from error
    return folder


def _url(variables: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str:
    url = variables.get(name, "").strip()
    if not url:
        return ""
    try:
        scheme = urlsplit(url).scheme
        _ = urlsplit(url).port
    except ValueError as error:
        raise BadSetting(f"{name} is not a URL ({error}). {_sample(name)}") from error
    if scheme not in schemes:
        raise BadSetting(f'{name} starts with "{scheme}:". {_sample(name)}')
    return url


def _sample(name: str) -> str:
    samples = {
        "DATABASE_URL": "postgres://user:password@host:5432/name",
        "REDIS_URL": "redis://host:6379/0",
    }
    return f"Write it like {samples[name]}, or unset it to use the service that comes with Alur."


def _base_url(variables: Mapping[str, str], *, port: int, production: bool) -> str:
    url = variables.get("BASE_URL", "").strip().rstrip("/")
    if not url and production:
        raise BadSetting(
            "BASE_URL is not set. In production, set it to the address customers and agents use."
        )
    url = url or f"http://localhost:{port}"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise BadSetting(
            f"BASE_URL is not a URL ({error}). Write it like https://help.example.com."
        ) from error
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.username
    ):
        raise BadSetting(f'BASE_URL is "{url}". Write only scheme and host, like https://help.example.com.')
    if production and parts.scheme != "https":
        raise BadSetting("BASE_URL must start with https:// in production: passwords travel on it.")
    return url


def _require_keys(variables: Mapping[str, str]) -> None:
    for name in ("SECRET_KEY", "FIELD_KEYS"):
        if not variables.get(name):
            raise BadSetting(
                f"{name} is not set. With DATABASE_URL in production every process must be given the same "
                "keys: print new ones with `python -m helpdesk.processes.keys` and set them everywhere."
            )


def _secret_key(variables: Mapping[str, str], data_dir: Path, *, production: bool) -> str:
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


def _field_keys(variables: Mapping[str, str], data_dir: Path) -> tuple[str, ...]:
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
