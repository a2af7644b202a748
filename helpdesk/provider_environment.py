"""Where the providers of channels are reached. Only whoever runs the server can say otherwise, as the demo
does for its simulator: a token of ours goes nowhere that a form could name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from helpdesk.variables import BadSetting

DEFAULTS = {
    "ALUR_GRAPH_URL": "https://graph.facebook.com",
    "ALUR_INSTAGRAM_URL": "https://graph.instagram.com",
    "ALUR_TELEGRAM_URL": "https://api.telegram.org",
    "ALUR_LINE_URL": "https://api.line.me",
    "ALUR_LINE_DATA_URL": "https://api-data.line.me",
    "ALUR_TWILIO_URL": "https://api.twilio.com",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEnvironment:
    graph: str  # Meta: WhatsApp, Messenger, Instagram through a page
    instagram: str  # Instagram without a page
    telegram: str
    line: str
    line_data: str  # what people sent, which LINE keeps elsewhere
    twilio: str  # SMS, telephone
    inside: frozenset[tuple[str, int]]  # those of them that lie on this machine or beside it


def read(variables: Mapping[str, str]) -> ProviderEnvironment:
    found = {name: _url(name, variables.get(name, "") or default) for name, default in DEFAULTS.items()}
    inside = {place for name, url in found.items() if url != DEFAULTS[name] for place in [_place(url)]}
    return ProviderEnvironment(
        graph=found["ALUR_GRAPH_URL"],
        instagram=found["ALUR_INSTAGRAM_URL"],
        telegram=found["ALUR_TELEGRAM_URL"],
        line=found["ALUR_LINE_URL"],
        line_data=found["ALUR_LINE_DATA_URL"],
        twilio=found["ALUR_TWILIO_URL"],
        inside=frozenset(inside),
    )


def _url(name: str, value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise BadSetting(f'{name} is "{value}". Write an address like https://graph.facebook.com.')
    return value.strip().rstrip("/")


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
