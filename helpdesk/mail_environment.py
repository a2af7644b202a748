"""The settings of the mail doors that come from outside. All have a default that suits most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpdesk.variables import BadSetting

LONGEST_NAME = 253


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEnvironment:
    certificate: Path | None  # with both, the listener offers STARTTLS
    key: Path | None
    ports: frozenset[int]  # besides the usual ones, what channels may connect to
    inside_hosts: frozenset[tuple[str, int]]  # private addresses that requests of ours may reach


def read(variables: Mapping[str, str]) -> MailEnvironment:
    certificate, key = (_file(variables, name) for name in ("SMTP_TLS_CERT", "SMTP_TLS_KEY"))
    if bool(certificate) != bool(key):
        raise BadSetting("SMTP_TLS_CERT and SMTP_TLS_KEY go together. Set both, or neither.")
    ports = [_number("ALUR_MAIL_PORTS", word) for word in _words(variables, "ALUR_MAIL_PORTS")]
    hosts = [_host(word) for word in _words(variables, "ALUR_INSIDE_HOSTS")]
    return MailEnvironment(
        certificate=certificate, key=key, ports=frozenset(ports), inside_hosts=frozenset(hosts)
    )


def _file(variables: Mapping[str, str], name: str) -> Path | None:
    value = variables.get(name, "").strip()
    if not value:
        return None
    path = Path(value).expanduser()
    if not path.is_file():
        raise BadSetting(f"{name} is {path}, which is no file. Name a PEM file that this user may read.")
    return path


def _words(variables: Mapping[str, str], name: str) -> list[str]:
    return [word.strip() for word in variables.get(name, "").split(",") if word.strip()]


def _host(word: str) -> tuple[str, int]:
    host, _, port = word.rpartition(":")
    host = host.strip("[]").lower()
    if not host or len(host) > LONGEST_NAME:
        raise BadSetting(f'ALUR_INSIDE_HOSTS has "{word}". Write each as host:port, separated by commas.')
    return host, _number("ALUR_INSIDE_HOSTS", port)


def _number(name: str, word: str) -> int:
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= 65535:
        raise BadSetting(f'{name} has "{word}", which is no port. Ports are numbers from 1 to 65535.')
    return int(word)
