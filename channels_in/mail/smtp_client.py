"""One session at the server that we send through. Says of every failure whether the mail may have gone
out.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from channels_in.mail.compose import ComposedMail
from channels_in.mail.loopback import is_loopback
from channels_in.mail.reasons import is_greylisted, reason_of_answer
from channels_in.mail.route import Route
from channels_in.outcomes import ChannelDown, InDoubt, NotSent, Outcome, Sent

CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 20.0
ACCEPT_SECONDS = 100.0  # after the last dot: a server may scan for long
GREYLISTED = timedelta(minutes=5)
DOT = re.compile(rb"^\.", re.MULTILINE)


class _Ended(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome


@dataclass
class SmtpSession:
    """Opened at the first mail and kept for the next ones."""

    route: Route
    _client: smtplib.SMTP | None = field(default=None, init=False)

    def send(self, mail: ComposedMail, *, begin: Callable[[], None]) -> Outcome:
        """`begin` is called when the server has agreed to everything but the content: from then on it may
        have it.
        """
        kept = self._client is not None
        try:
            client = self._client or self._open()
            refused = self._announce(client, mail)
        except _Ended as ended:
            return ended.outcome
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return self.send(mail, begin=begin) if kept else _down(error)  # a kept session may have timed out
        begin()
        try:
            return self._hand_over(client, mail, refused)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return InDoubt(detail=f"{type(error).__name__}: {error}"[:500])

    def greet(self) -> Outcome | None:
        """Only connect and sign in. None if that works."""
        try:
            self._open()
        except (OSError, smtplib.SMTPException) as error:
            return _down(error)
        finally:
            self.close()
        return None

    def close(self) -> None:
        client, self._client = self._client, None
        if client:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                client.quit()
            client.close()

    def _open(self) -> smtplib.SMTP:
        route = self.route
        context = ssl.create_default_context()
        if route.tls == "tls":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                route.host, route.port, timeout=CONNECT_SECONDS, context=context
            )
        else:
            client = smtplib.SMTP(route.host, route.port, timeout=CONNECT_SECONDS)
        self._client = client
        _patience(client, COMMAND_SECONDS)
        if route.tls == "starttls":
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        _sign_in(client, route)
        return client

    def _announce(self, client: smtplib.SMTP, mail: ComposedMail) -> str:
        """Sender and recipients. Which of the lesser recipients were refused, in the server's words."""
        options = _options(client, mail)
        code, text = client.mail(mail.sender, options)
        if code != 250:
            self._give_up(client, _not_sent(code, text, default="sender_refused"))
        refused: list[str] = []
        for address in dict.fromkeys([*mail.to, *mail.others]):
            code, text = client.rcpt(address)
            if code not in {250, 251}:
                answer = f"{address}: {code} {_words(text)}"
                if address in mail.to and (400 <= code < 500 or len(mail.to) == 1):
                    self._give_up(client, _not_sent(code, text))
                refused.append(answer)
        if all(any(line.startswith(f"{address}: ") for line in refused) for address in mail.to):
            self._give_up(
                client, NotSent(reason="no_such_address", detail="; ".join(refused), permanent=True)
            )
        return "; ".join(refused)[:1000]

    def _hand_over(self, client: smtplib.SMTP, mail: ComposedMail, refused: str) -> Outcome:
        code, text = client.docmd("DATA")
        if code != 354:
            return self._after_refusal(client, code, text)
        _patience(client, ACCEPT_SECONDS)
        client.send(DOT.sub(b"..", mail.content).removesuffix(b"\r\n") + b"\r\n.\r\n")
        code, text = client.getreply()
        _patience(client, COMMAND_SECONDS)
        if code != 250:
            return self._after_refusal(client, code, text)
        return Sent(provider_id=mail.message_id, refused=refused)

    def _after_refusal(self, client: smtplib.SMTP, code: int, text: bytes) -> Outcome:
        outcome = _not_sent(code, text)
        self._reset(client)
        return outcome

    def _give_up(self, client: smtplib.SMTP, outcome: Outcome) -> None:
        self._reset(client)
        raise _Ended(outcome)

    def _reset(self, client: smtplib.SMTP) -> None:
        try:
            client.rset()
        except (OSError, smtplib.SMTPException):
            self.close()


def _sign_in(client: smtplib.SMTP, route: Route) -> None:
    if not route.user:
        return
    if route.tls == "none" and not is_loopback(route.host):
        raise smtplib.SMTPNotSupportedError("A password is not sent without encryption.")
    if route.token:
        client.auth("XOAUTH2", lambda _=None: f"user={route.user}\1auth=Bearer {route.token}\1\1")
    else:
        client.login(route.user, route.password)


def _options(client: smtplib.SMTP, mail: ComposedMail) -> list[str]:
    options = [f"SIZE={len(mail.content)}"] if client.has_extn("size") else []
    if mail.needs_utf8:
        if not client.has_extn("smtputf8"):
            raise _Ended(
                NotSent(
                    reason="no_such_address", detail="Their server cannot take this address.", permanent=True
                )
            )
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    return options


def _not_sent(code: int, text: bytes, *, default: str = "refused") -> NotSent:
    words = _words(text)
    reason = reason_of_answer(code, words)
    return NotSent(
        reason=default if reason == "refused" else reason,
        detail=f"{code} {words}",
        permanent=code >= 500,
        retry_after=GREYLISTED if is_greylisted(code, words) else None,
    )


def _down(error: Exception) -> Outcome:
    """Before the content nothing can have gone out. Most of it is the channel's trouble, not the
    message's.
    """
    detail = f"{type(error).__name__}: {error}"[:500]
    match error:
        case ssl.SSLCertVerificationError():
            return ChannelDown(reason="not_connected", problem="smtp_certificate", detail=detail)
        case smtplib.SMTPAuthenticationError():
            return ChannelDown(reason="login_failed", problem="smtp_login", detail=detail)
        case smtplib.SMTPNotSupportedError() | ssl.SSLError():
            return ChannelDown(reason="not_connected", problem="smtp_encryption", detail=detail)
        case TimeoutError():
            return ChannelDown(reason="timeout", problem="smtp_unreachable", detail=detail)
        case _:
            return ChannelDown(reason="unreachable", problem="smtp_unreachable", detail=detail)


def _patience(client: smtplib.SMTP, seconds: float) -> None:
    if client.sock:
        client.sock.settimeout(seconds)


def _words(text: bytes) -> str:
    return " ".join(text.decode("utf-8", "replace").split())[:500]
