"""One session at the server that we send through. Says of every failure whether the mail may have gone
out.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import NoReturn

from channels_in.mail.compose import ComposedMail
from channels_in.mail.route import Route
from channels_in.mail.smtp_answers import (
    described,
    of_a_broken_line,
    of_mail,
    of_no_connection,
    of_recipient,
    of_sender,
    words,
)
from channels_in.mail.smtp_sign_in import COMMAND_SECONDS, be_patient, signed_in
from channels_in.outcomes import InDoubt, NotSent, Outcome, Sent

RECIPIENT_SECONDS = 120.0  # it may ask other servers whether they know the address (RFC 5321 §4.5.3.2)
BLOCK_SECONDS = 180.0  # for one block of the content
CONTENT_SECONDS = 300.0  # for all of them: a worker has other channels too
ACCEPT_SECONDS = 100.0  # after the last dot: a server may scan for long
QUIT_SECONDS = 2.0
BLOCK = 64 * 1024
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
        try:
            client = self._agreed_on_sender(mail)
            refused = self._agree_on_recipients(client, mail)
            self._begin(client, begin)
            return self._hand_over(client, mail, refused)
        except _Ended as ended:
            return ended.outcome

    def greet(self) -> Outcome | None:
        """Only connect and sign in. None if that works."""
        try:
            self._client = signed_in(self.route)
        except (OSError, smtplib.SMTPException) as error:
            return of_no_connection(error)
        self.close()
        return None

    def close(self) -> None:
        if self._client:
            be_patient(self._client, QUIT_SECONDS)
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._client.quit()
        self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client:
            client.close()

    def _agreed_on_sender(self, mail: ComposedMail) -> smtplib.SMTP:
        """The session, open and told who sends."""
        kept = self._client is not None
        try:
            client = self._client = self._client or signed_in(self.route)
            code, text = client.mail(mail.sender, _options(client, mail))
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            if kept:  # it may have timed out
                return self._agreed_on_sender(mail)
            raise _Ended(of_no_connection(error)) from error
        if code != 250:
            self._give_up(client, of_sender(code, text, is_special=mail.needs_utf8))
        return client

    def _agree_on_recipients(self, client: smtplib.SMTP, mail: ComposedMail) -> str:
        """Which of the lesser ones were refused, in the server's words."""
        try:
            be_patient(client, RECIPIENT_SECONDS)
            refused = self._refused(client, mail)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise _Ended(of_a_broken_line(error)) from error
        if all(address in refused for address in mail.to):
            detail = "; ".join(refused.values())
            self._give_up(client, NotSent(reason="no_such_address", detail=detail, permanent=True))
        return "; ".join(refused.values())[:1000]

    def _refused(self, client: smtplib.SMTP, mail: ComposedMail) -> dict[str, str]:
        refused: dict[str, str] = {}
        for address in dict.fromkeys([*mail.to, *mail.others]):
            code, text = client.rcpt(address)
            if code not in {250, 251}:
                if address in mail.to and (400 <= code < 500 or len(mail.to) == 1):
                    self._give_up(client, of_recipient(code, text))
                refused[address] = f"{address}: {code} {words(text)}"
        return refused

    def _begin(self, client: smtplib.SMTP, begin: Callable[[], None]) -> None:
        try:
            begin()
        except Exception:
            self._reset(client)  # the next mail is to find nothing of this one
            raise

    def _hand_over(self, client: smtplib.SMTP, mail: ComposedMail, refused: str) -> Outcome:
        try:
            code, text = client.docmd("DATA")
            last = _send_all_but_the_last(client, mail.content) if code == 354 else b""
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return of_a_broken_line(error)  # without the last dot it is no mail
        try:
            if last:
                client.send(last)
                be_patient(client, ACCEPT_SECONDS)
                code, text = client.getreply()
                be_patient(client, COMMAND_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return InDoubt(detail=described(error))
        if last and code == 250:
            return Sent(provider_id=mail.message_id, refused=refused)
        self._reset(client)
        return of_mail(code, text)

    def _give_up(self, client: smtplib.SMTP, outcome: Outcome) -> NoReturn:
        self._reset(client)
        raise _Ended(outcome)

    def _reset(self, client: smtplib.SMTP) -> None:
        be_patient(client, COMMAND_SECONDS)
        try:
            client.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()


def _options(client: smtplib.SMTP, mail: ComposedMail) -> list[str]:
    options = [f"SIZE={len(mail.content)}"] if client.has_extn("size") else []
    if mail.needs_utf8:
        if not client.has_extn("smtputf8"):
            raise _Ended(NotSent(reason="address_unsupported", permanent=True))
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    return options


def _send_all_but_the_last(client: smtplib.SMTP, content: bytes) -> bytes:
    """The last block ends with the dot that makes it a mail."""
    data = DOT.sub(b"..", content).removesuffix(b"\r\n") + b"\r\n.\r\n"
    _keep_little_on_the_way(client)
    be_patient(client, BLOCK_SECONDS)
    until = monotonic() + CONTENT_SECONDS
    last = (len(data) - 1) // BLOCK * BLOCK
    for start in range(0, last, BLOCK):
        client.send(data[start : start + BLOCK])
        if monotonic() > until:
            raise TimeoutError(f"{start + BLOCK} of {len(data)} bytes in {CONTENT_SECONDS:.0f} s")
    return data[last:]


def _keep_little_on_the_way(client: smtplib.SMTP) -> None:
    """Else the system takes megabytes from us at once, and the time to accept begins long before a slow
    line has carried them.
    """
    if client.sock:
        client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * BLOCK)
