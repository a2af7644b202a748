"""What we answer by ourselves when a customer opens a ticket, and to whom we never do."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from channels_in.mail import handover
from channels_in.mail.own_addresses import own_addresses
from channels_in.models import ReceiptItem
from helpdesk.lib import markdown, placeholders
from people.models import Company
from people.models.company import LANGUAGES
from tickets.models import Message, Ticket

MACHINES = re.compile(
    r"(mailer-daemon|postmaster|abuse|bounces?|listserv|majordomo|.*-request|.*-bounces|owner-.*"
    r"|(do[-_.]?)?no[-_.]?t?[-_.]?reply)(\+.*)?",
    re.IGNORECASE,
)
TOO_LATE = timedelta(days=1)  # nobody wants to hear then that their message arrived
WISHES = {"opt_out", "opt_in", "help"}  # in extras: the provider has answered these
CAREFUL = ("automatic_", "failed_authentication", "loop_suspected")  # remarks that forbid an answer


def may_answer(message: Message, address: str) -> bool:
    if timezone.now() - arrival_of(message) > TOO_LATE:
        return False
    if message.ticket.messages.filter(agent__isnull=False).exists():  # somebody was faster than we
        return False
    return bool(address) and is_for_a_person(message, address)


def is_for_a_person(message: Message, address: str) -> bool:
    """Never a machine, never ourselves, never somebody whose name a forger may have used (RFC 3834 §2)."""
    if message.is_auto_reply or any(str(remark).startswith(CAREFUL) for remark in message.remarks):
        return False
    if any(extra.get("kind") in WISHES for extra in message.extras):
        return False
    if "@" in address:
        return not MACHINES.fullmatch(address.rpartition("@")[0]) and address not in own_addresses()
    return True


def arrival_of(message: Message) -> datetime:
    """Of a fetched mail, when the mailbox got it: what has lain there for years gets no such word."""
    items = ReceiptItem.objects.filter(message=message, outcome=ReceiptItem.Outcome.MESSAGE)
    envelope = items.values_list("receipt__envelope", flat=True).first()
    return handover.arrival_of(envelope or {}) or message.created_at


def words_for(ticket: Ticket) -> str:
    """In the customer's language. Nothing of what they wrote is repeated: it may go to somebody they
    named.
    """
    channel = ticket.channel
    language = ticket.language or channel.language
    text = channel.acknowledgements.get(language)
    if not text and language not in dict(LANGUAGES):
        text = channel.acknowledgements.get(channel.language)
    if not text:
        with translation.override(language):
            text = _(
                "Thank you for writing to us. We have your message and will answer as soon as we can. "
                "Your ticket number is {{ ticket.number }}."
            )
    company = Company.current()
    values = {
        "ticket.number": f"{company.ticket_prefix}-{ticket.pk}",
        "company.name": company.name,
        "channel.name": channel.name,
    }
    return placeholders.fill(text, values, escape=markdown.escape).text
