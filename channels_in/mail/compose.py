"""A message of ours as a mail: the same bytes' worth at every try, and never more than the agent wrote.

What the customer said before is not quoted: nothing can leak to who joined later.
"""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.utils import translation
from django.utils.translation import gettext as _

from channels_in.mail.loop_guard import LOOP_HEADER, our_mark
from channels_in.mail.message_id import message_id_for
from channels_in.mail.reply_address import address_for
from channels_in.mail.thread_ids import ids_before
from channels_in.models import Connection
from channels_in.surveys import survey_in
from helpdesk.lib import markdown
from helpdesk.lib.subjects import plain_subject, without_numbers
from people.models import Company
from tickets import attachment_files
from tickets.models import Delivery, Message

SIGNATURE_LINE = "-- "
SEVEN_BIT = policy.SMTP.clone(cte_type="7bit")  # no server need be asked whether it takes more


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedMail:
    sender: str  # the envelope's: where reports of failure go
    to: tuple[str, ...]
    others: tuple[str, ...]  # Cc and Bcc
    content: bytes
    message_id: str
    needs_utf8: bool


class Uncomposable(Exception):
    """Something in the message cannot be put into a mail, now and next time. Holds the reason's code."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def compose(delivery: Delivery, connection: Connection) -> ComposedMail:
    """`connection`: of the mail channel that it leaves through."""
    message = delivery.message
    to, cc, bcc = (_recipients(message, field) for field in ("to", "cc", "bcc"))
    if not to:
        raise Uncomposable("no_recipient")
    everybody = [*to, *cc, *bcc]
    needs_utf8 = not all(address.addr_spec.isascii() for address in everybody)
    mail = EmailMessage(policy=policy.SMTPUTF8 if needs_utf8 else SEVEN_BIT)
    domain = connection.address.rpartition("@")[2] or "localhost"
    message_id = message_id_for(delivery.idempotency_key, domain=domain)
    mail["From"] = _named(_from_name(connection), connection.address)
    mail["To"] = to
    if cc:
        mail["Cc"] = cc
    if connection.options.get("plus_addressing", connection.options.get("receives") == "smtp"):
        customer = to[0].addr_spec
        mail["Reply-To"] = address_for(connection.address, ticket_id=message.ticket_id, customer=customer)
    mail["Subject"] = _subject(message)
    mail["Date"] = format_datetime(message.created_at)
    mail[LOOP_HEADER] = our_mark()
    if message.author_kind == Message.AuthorKind.SYSTEM:
        mail["Auto-Submitted"] = "auto-replied"  # RFC 3834: no machine answers it
        mail["X-Auto-Response-Suppress"] = "All"  # what Exchange reads instead
    _write_bodies(mail, message)
    _attach(mail, message)
    return ComposedMail(
        sender=connection.address,
        to=tuple(address.addr_spec for address in to),
        others=tuple(address.addr_spec for address in (*cc, *bcc)),
        content=_thread(message, message_id, domain=domain) + mail.as_bytes(),
        message_id=message_id,
        needs_utf8=needs_utf8,
    )


def _recipients(message: Message, field: str) -> list[Address]:
    """Without names where nobody of ours has looked: somebody else may have made them up."""
    is_ours_to_say = message.author_kind == Message.AuthorKind.AGENT
    return [
        _named(name if is_ours_to_say else "", address) for name, address in message.recipients.get(field, ())
    ]


def _named(name: str, address: str) -> Address:
    local, at, domain = _clean(address).strip().rpartition("@")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode()
        # Only names in ASCII are read from one string: of others that tells whether they could be one.
        shape = "".join(char if char.isascii() else "x" for char in local)
        read = Address(display_name=_clean(name), addr_spec=f"{shape}{at}{domain}")
        return read if shape == local else Address(read.display_name, username=local, domain=domain)
    except (ValueError, UnicodeError, IndexError) as error:
        raise Uncomposable("no_such_address", f"{_clean(address)[:200]}: {error}") from error


def _from_name(connection: Connection) -> str:
    return str(connection.options.get("from_name") or connection.channel.name)


def _subject(message: Message) -> str:
    """With the ticket's number, for programs that drop every other sign of a thread.

    What we send by ourselves does not repeat what somebody wrote: it may go to a victim they named.
    """
    ticket = message.ticket
    prefix = Company.current().ticket_prefix
    number = f"[{prefix}-{ticket.pk}]"
    if message.author_kind == Message.AuthorKind.SYSTEM:
        with translation.override(ticket.language or message.channel.language):
            return f"{_automatic_subject(message)} {number}"
    said = without_numbers(_clean(message.subject or ticket.subject), prefix=prefix)
    subject = plain_subject(said)[:300].strip()
    return f"Re: {subject} {number}" if subject else f"Re: {number}"


def _automatic_subject(message: Message) -> str:
    if survey_in(message):
        return _("How was our help?")
    if message.passes_on.exists():  # what an agent wrote in a chat that nobody read there
        return _("An answer from %(company)s") % {"company": Company.current().name}
    return _("We have your message")


def _thread(message: Message, message_id: str, *, domain: str) -> bytes:
    """Header lines by hand: Python's own take an id longer than a line for words, and encode it."""
    ids = ids_before(message, domain=domain)
    lines = [f"Message-ID: <{message_id}>"]
    if ids.answers:
        lines.append(f"In-Reply-To: <{ids.answers}>")
    if ids.references:
        lines.append("References: " + "\r\n ".join(f"<{each}>" for each in ids.references))
    return "".join(f"{line}\r\n" for line in lines).encode()


def _write_bodies(mail: EmailMessage, message: Message) -> None:
    text = markdown.to_text(_storable(message.text))
    html = markdown.to_html(_storable(message.text))
    if message.signature:
        text += f"\n\n{SIGNATURE_LINE}\n{markdown.to_text(_storable(message.signature))}"
        html += f'<div class="signature">{markdown.to_html(_storable(message.signature))}</div>'
    language = message.ticket.language or message.channel.language
    mail.set_content(text + "\n")
    head = f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"></head>'
    mail.add_alternative(f"{head}<body>{html}</body></html>\n", subtype="html")


def _attach(mail: EmailMessage, message: Message) -> None:
    for attachment in message.attachments.order_by("pk"):
        main, _slash, sub = attachment.content_type.partition("/")
        if not sub or main in {"message", "multipart"}:  # as bytes: never taken apart or read as ours
            main, sub = "application", "octet-stream"
        with attachment_files.read(attachment) as file:
            mail.add_attachment(file.read(), maintype=main, subtype=sub, filename=_clean(attachment.name))


def _clean(text: str) -> str:
    """On one line, with nothing that a header must not have."""
    return "".join(char for char in " ".join(_storable(text).split()) if char.isprintable())


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
