"""Which server sends the mails of the sign-in pages; those of a channel leave by the channel's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr

from helpdesk.variables import BadSetting, is_loopback, port_number

PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountMail:
    host: str  # empty: none is sent
    port: int
    user: str
    password: str = field(repr=False)
    encryption: str
    sender: str


def read(variables: Mapping[str, str]) -> AccountMail:
    host = variables.get("EMAIL_HOST", "").strip()
    user, password = variables.get("EMAIL_USER", "").strip(), variables.get("EMAIL_PASSWORD", "")
    encryption = variables.get("EMAIL_TLS", "").strip().lower() or "starttls"
    if encryption not in PORTS:
        raise BadSetting(f'EMAIL_TLS is "{encryption}". Set it to "starttls", to "tls" or to "none".')
    if bool(user) != bool(password):
        raise BadSetting("EMAIL_USER and EMAIL_PASSWORD go together. Set both, or neither.")
    if password and encryption == "none" and not is_loopback(host):
        raise BadSetting(
            'EMAIL_TLS is "none", and the password would travel for everybody to read. Unset EMAIL_TLS.'
        )
    return AccountMail(
        host=host,
        port=port_number(variables, "EMAIL_PORT", PORTS[encryption]),
        user=user,
        password=password,
        encryption=encryption,
        sender=_sender(variables, host),
    )


def _sender(variables: Mapping[str, str], host: str) -> str:
    sender = variables.get("EMAIL_FROM", "").strip()
    if host and "@" not in parseaddr(sender)[1]:
        raise BadSetting(
            "EMAIL_HOST needs EMAIL_FROM beside it: the sender, like Nusa Living <help@example.com>."
        )
    return sender
