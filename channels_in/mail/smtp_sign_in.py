"""From nothing to a session at a mail server that knows us."""

from __future__ import annotations

import smtplib
import ssl

from channels_in.mail.loopback import is_loopback
from channels_in.mail.route import Route

CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 20.0


class PasswordInClear(smtplib.SMTPException):
    """Not to another machine: somebody may listen."""


def signed_in(route: Route) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if route.tls == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            route.host, route.port, timeout=CONNECT_SECONDS, context=context
        )
    else:
        client = smtplib.SMTP(route.host, route.port, timeout=CONNECT_SECONDS)
    try:
        be_patient(client, COMMAND_SECONDS)
        if route.tls == "starttls":
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        if route.user:
            _say_who_we_are(client, route)
    except BaseException:
        client.close()
        raise
    return client


def be_patient(client: smtplib.SMTP, seconds: float) -> None:
    if client.sock:
        client.sock.settimeout(seconds)


def _say_who_we_are(client: smtplib.SMTP, route: Route) -> None:
    if route.tls == "none" and not is_loopback(route.host):
        raise PasswordInClear
    if route.token:
        client.auth("XOAUTH2", lambda _=None: f"user={route.user}\1auth=Bearer {route.token}\1\1")
    else:
        client.login(route.user, route.password)
