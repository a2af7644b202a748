"""The test button of a mail channel: connect and sign in, nothing else.

It must not become a port scanner for whoever is an admin here (N36): only ports of mail are tried, and
whatever does not answer as a mail server gives the same answer after the same time.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings

from channels_in.mail.imap import ImapSession, MailboxProblem
from channels_in.mail.loopback import is_loopback
from channels_in.mail.oauth2 import TokenRefused
from channels_in.mail.route import NoRoute, Route, fetching_route, sending_route
from channels_in.mail.smtp_client import SmtpSession
from channels_in.models import Connection
from channels_in.outcomes import ChannelDown

PORTS = {"smtp": {25, 465, 587, 2525}, "imap": {143, 993}}
SECONDS = 3.0  # how long every failure takes at least


def probe_sending(connection: Connection) -> str:
    """A code of problems.py; empty when it works."""
    return _alike(lambda: _send(connection), "smtp")


def probe_fetching(connection: Connection) -> str:
    return _alike(lambda: _fetch(connection), "imap")


def _send(connection: Connection) -> str:
    route = _allowed(sending_route(connection), "smtp")
    outcome = SmtpSession(route).greet()
    return outcome.problem if isinstance(outcome, ChannelDown) else ""


def _fetch(connection: Connection) -> str:
    route = _allowed(fetching_route(connection), "imap")
    session = ImapSession(lambda: route)
    try:
        session.look_into(str(connection.options.get("imap", {}).get("folder") or "INBOX"))
    except MailboxProblem as problem:
        return problem.code
    finally:
        session.close()
    return ""


def _allowed(route: Route, kind: str) -> Route:
    """In the demo the mail server lives on any port of this machine."""
    is_ours = settings.DEMO and is_loopback(route.host)
    if route.port not in PORTS[kind] and not is_ours:
        raise PortRefused
    return route


class PortRefused(Exception):
    """No port that mail uses."""


def _alike(probe: Callable[[], str], kind: str) -> str:
    began = time.monotonic()
    try:
        code = probe()
    except NoRoute:
        return f"{kind}_not_set"
    except PortRefused:
        code = f"{kind}_unreachable"
    except TokenRefused:
        code = f"{kind}_token"
    if code:
        time.sleep(max(0.0, SECONDS - (time.monotonic() - began)))
    return code
