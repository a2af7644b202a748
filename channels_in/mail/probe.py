"""The test button of a mail channel: connect and sign in, nothing else.

It must not become a port scanner for whoever is an admin here (N36): only ports of mail are tried, and
whatever does not answer as a mail server gives the same answer after the same time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread

from channels_in.mail.imap import ImapSession, MailboxProblem
from channels_in.mail.oauth2 import TokenRefused
from channels_in.mail.route import NoRoute, Route, fetching_route, sending_route
from channels_in.mail.smtp_client import SmtpSession
from channels_in.models import Connection
from channels_in.outcomes import ChannelDown

SECONDS = 6.0  # how long every failure takes, and success at most


def probe_sending(connection: Connection) -> str:
    """A code of problem_words.py; empty when it works."""
    return _alike("smtp", partial(sending_route, connection), _send)


def probe_fetching(connection: Connection) -> str:
    folder = str(connection.options.get("imap", {}).get("folder") or "INBOX")
    return _alike("imap", partial(fetching_route, connection), partial(_fetch, folder=folder))


def _send(route: Route) -> str:
    outcome = SmtpSession(route).greet()
    return outcome.problem if isinstance(outcome, ChannelDown) else ""


def _fetch(route: Route, *, folder: str) -> str:
    session = ImapSession(lambda: route)
    try:
        session.look_into(folder)
    except MailboxProblem as problem:
        return problem.code
    finally:
        session.close()
    return ""


def _alike(kind: str, find: Callable[[], Route], ask: Callable[[Route], str]) -> str:
    began = time.monotonic()
    try:
        code = _asked(ask, find())
    except TokenRefused:
        code = "token"
    except NoRoute as error:
        return f"{kind}_{error.problem}"  # says nothing of what is there: nobody has looked
    if code:
        time.sleep(max(0.0, SECONDS - (time.monotonic() - began)))
    return f"{kind}_{code.removeprefix(f'{kind}_')}" if code else ""


def _asked(ask: Callable[[Route], str], route: Route) -> str:
    """In a thread of its own, which may hang on for longer than anybody waits for it."""
    answers: SimpleQueue[str] = SimpleQueue()
    Thread(target=lambda: answers.put(ask(route)), name="probe", daemon=True).start()
    try:
        return answers.get(timeout=SECONDS)
    except Empty:
        return "unreachable"
