"""Every setting that comes from outside, read once; a bad one becomes a sentence that says what to do."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from helpdesk import keys_environment
from helpdesk.processes import demo_accounts
from helpdesk.variables import BadSetting, flag, is_loopback, port_number

BASE_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    production: bool
    debug: bool
    port: int
    smtp_port: int
    bind: str
    is_reachable: bool  # from other machines
    data_dir: Path
    demo: bool
    base_url: str
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    field_keys: tuple[str, ...] = field(repr=False)
    trusted_proxies: str
    health_token: str = field(repr=False)
    bench: bool


def read(variables: Mapping[str, str]) -> Environment:
    """The settings of one process. Makes the data folder and the keys in it when nobody set them."""
    production = _production(variables)
    data_dir = _data_dir(variables)
    port = port_number(variables, "PORT", 8000)
    bind, base_url = _bind(variables), _base_url(variables, port=port, production=production)
    is_reachable = production or not _only_here(bind, base_url)
    database_url = _url(variables, "DATABASE_URL", ("postgres", "postgresql"))
    if production and database_url:
        keys_environment.require_keys(variables)
    return Environment(
        production=production,
        debug=_debug(variables, production=production),
        port=port,
        smtp_port=_smtp_port(variables, port),
        bind=bind,
        is_reachable=is_reachable,
        data_dir=data_dir,
        demo=_demo(variables, data_dir, is_reachable=is_reachable),
        base_url=base_url,
        database_url=database_url,
        redis_url=_url(variables, "REDIS_URL", ("redis", "rediss", "unix")),
        secret_key=keys_environment.secret_key(variables, data_dir, production=production),
        field_keys=keys_environment.field_keys(variables, data_dir),
        trusted_proxies=_trusted_proxies(variables),
        health_token=variables.get("ALUR_HEALTH_TOKEN", "").strip(),
        bench=flag(variables, "ALUR_BENCH", default=False),
    )


def _production(variables: Mapping[str, str]) -> bool:
    kind = variables.get("ALUR_ENV", "local").strip().lower()
    if kind not in {"local", "production"}:
        raise BadSetting(f'ALUR_ENV is "{kind}". Set it to "local" or to "production".')
    return kind == "production"


def _debug(variables: Mapping[str, str], *, production: bool) -> bool:
    debug = flag(variables, "DEBUG", default=False)
    if debug and production:
        raise BadSetting("DEBUG is on in production and would show secrets to visitors. Unset DEBUG.")
    return debug


def _smtp_port(variables: Mapping[str, str], port: int) -> int:
    smtp_port = port_number(variables, "SMTP_PORT", 2525)
    if smtp_port == port:
        raise BadSetting(f"SMTP_PORT is {port}, and PORT is as well. Set one of them to another.")
    return smtp_port


def _bind(variables: Mapping[str, str]) -> str:
    address = variables.get("ALUR_BIND", "").strip() or "127.0.0.1"
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise BadSetting(
            f'ALUR_BIND is "{address}". Set it to an IP address of this machine, or to 0.0.0.0 for all.'
        ) from error
    return address


def _trusted_proxies(variables: Mapping[str, str]) -> str:
    """As uvicorn reads it, which would take a slip for the name of a socket and trust nobody."""
    proxies = variables.get("TRUSTED_PROXIES", "127.0.0.1").strip()
    for word in [] if proxies in {"", "*"} else proxies.split(","):
        try:
            ipaddress.ip_network(word.strip())
        except ValueError as error:
            raise BadSetting(
                f'TRUSTED_PROXIES has "{word.strip()}". Write the IP addresses of your proxies, or networks '
                "like 10.0.0.0/8, separated by commas; * believes everybody."
            ) from error
    return proxies


def _only_here(bind: str, base_url: str) -> bool:
    host = urlsplit(base_url).hostname or ""
    return is_loopback(bind) and is_loopback(host)


def _demo(variables: Mapping[str, str], data_dir: Path, *, is_reachable: bool) -> bool:
    """Its passwords are published: where others can reach it, only for whoever says so."""
    demo = flag(variables, "ALUR_DEMO", default=not is_reachable)
    if is_reachable and not demo and demo_accounts.any_in(data_dir):
        raise BadSetting(
            f"{data_dir} holds the demo company, whose passwords are published, and other machines could "
            "sign in with them. Name another folder in ALUR_DATA, and another database in DATABASE_URL if "
            "you set one; or set ALUR_DEMO to 1 to let everybody in."
        )
    return demo


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
    except ValueError:  # whose own words may hold part of the password
        raise BadSetting(
            f"{name} is not a URL. {_sample(name)} A password in it is written with %2F for /, %40 for @."
        ) from None
    if scheme not in schemes:
        raise BadSetting(f"{name} does not start with {schemes[0]}://. {_sample(name)}")
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
