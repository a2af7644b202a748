"""One variable of the environment, read; a bad one becomes a sentence that says what to do."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class BadSetting(ImproperlyConfigured):
    """Says which setting is wrong and what to write instead."""


def flag(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name, "").strip().lower()
    if not value:
        return default
    if value not in YES | NO:
        raise BadSetting(f'{name} is "{value}". Set it to 1 or to 0.')
    return value in YES


def port_number(variables: Mapping[str, str], name: str, default: int) -> int:
    value = variables.get(name, "").strip() or str(default)
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise BadSetting(f'{name} is "{value}". Set it to a free port number between 1 and 65535.')
    return int(value)


def is_loopback(host: str) -> bool:
    """Of this machine alone. A name is taken for another's, but for the one that everybody knows."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
