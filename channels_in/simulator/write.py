"""What a simulated customer writes, handed to our real listener by real SMTP."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from django.conf import settings
from django.utils import timezone

from channels_in.simulator import mailbox
from channels_in.simulator.threads import ShownMail, Thread

SECONDS = 10.0


class NotTaken(Exception):
    """Our listener did not say 250; holds what it said."""


def write(
    *,
    sender: tuple[str, str],
    to: str,
    subject: str,
    text: str,
    files: Sequence[tuple[str, bytes]] = (),
    thread: Thread | None = None,
) -> str:
    """The Message-ID of the mail, once the listener has taken it."""
    name, address = sender
    mail = EmailMessage()
    mail["From"] = f'"{name}" <{address}>' if name else address
    mail["To"] = thread.other_side if thread else to
    mail["Subject"] = f"Re: {thread.subject}" if thread else subject
    mail["Date"] = format_datetime(timezone.localtime())
    mail["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    if thread:
        mail["In-Reply-To"] = f"<{thread.last.message_id}>"
        mail["References"] = " ".join(f"<{one.message_id}>" for one in thread.mails[-20:])
    mail.set_content(text + (_quoted(thread.last_received) if thread else ""))
    for file_name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=file_name)
    _hand_over(mail, address)
    mailbox.keep(bytes(mail), owner=address, is_ours=True)
    return str(mail["Message-ID"]).strip("<> ")


def _quoted(mail: ShownMail | None) -> str:
    """As mail programs do below an answer."""
    if mail is None:
        return "\n"
    lines = "\n".join(f"> {line}".rstrip() for line in mail.text.split("\n"))
    at = f"{timezone.localtime(mail.at):%d/%m/%Y %H.%M}"
    return f"\n\nPada {at} {mail.name or mail.address} <{mail.address}> menulis:\n{lines}\n"


def _hand_over(mail: EmailMessage, sender: str) -> None:
    host = settings.BIND if settings.BIND not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104
    try:
        with smtplib.SMTP(host, settings.SMTP_PORT, timeout=SECONDS) as server:
            server.send_message(mail, from_addr=sender, to_addrs=[mail["To"]])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise NotTaken(f"{code} {_text(words)}") from error
    except smtplib.SMTPResponseException as error:
        raise NotTaken(f"{error.smtp_code} {_text(error.smtp_error)}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
