"""Where a mail channel may connect to: ports of mail, so that nobody makes a port scanner of us (N36)."""

from __future__ import annotations

from django.conf import settings

from channels_in.mail.loopback import is_loopback

PORTS = {"smtp": frozenset({25, 465, 587, 2525}), "imap": frozenset({143, 993})}
USUAL = {
    ("smtp", "tls"): 465,
    ("smtp", "starttls"): 587,
    ("smtp", "none"): 25,
    ("imap", "tls"): 993,
    ("imap", "starttls"): 143,
    ("imap", "none"): 143,
}


def is_allowed(kind: str, host: str, port: int) -> bool:
    """Others are for whoever runs the server to allow. In the demo mail servers live anywhere on this
    machine.
    """
    return port in PORTS[kind] | settings.MAIL.ports or (settings.DEMO and is_loopback(host))
