"""What we answer while a channel is closed: when we are back, in the customer's language."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from channels_in.acknowledgement import arrival_of, is_for_a_person
from helpdesk.lib import markdown, placeholders
from people.models import Company
from people.models.company import LANGUAGES
from people.opening import Closed, closed_at, opening_words
from tickets.models import Channel, Message, Ticket

FRESH = timedelta(hours=2)  # who waited for longer has found out by themselves


def closed_for(message: Message) -> Closed | None:
    """Only if the channel was closed when they wrote and still is."""
    now, calendar = timezone.now(), message.channel.calendar_id
    if not message.channel.answers_out_of_hours or closed_at(calendar, message.created_at) is None:
        return None
    return closed_at(calendar, now)


def may_tell(message: Message, address: str) -> bool:
    """The ticket's own customer, a person, who has no answer yet."""
    ticket = message.ticket
    if not message.is_trusted or message.customer_id != ticket.customer_id:
        return False
    if timezone.now() - arrival_of(message) > FRESH or not is_for_a_person(message, address):
        return False
    answers = ticket.messages.filter(author_kind=Message.AuthorKind.AGENT, withdrawn_at=None)
    return not answers.filter(pk__gt=message.pk).exists()


def words_for(ticket: Ticket, closed: Closed) -> str:
    language = ticket.language or ticket.channel.language
    return words_in(language, ticket.channel, closed, number=ticket.pk)


def words_in(language: str, channel: Channel, closed: Closed, *, number: int) -> str:
    """Nothing of what the customer wrote is repeated: it may go to somebody they named."""
    text = channel.out_of_hours_texts.get(language)
    if not text and language not in dict(LANGUAGES):
        text = channel.out_of_hours_texts.get(channel.language)
    if not text:
        with translation.override(language):
            text = _(
                "Thank you for writing to us. We are closed just now and will be back {{ opening.time }}. "
                "We have your message and will answer then. Your ticket number is {{ ticket.number }}."
            )
    company = Company.current()
    values = {
        "opening.time": opening_words(closed, language),
        "ticket.number": f"{company.ticket_prefix}-{number}",
        "company.name": company.name,
        "channel.name": channel.name,
    }
    return placeholders.fill(text, values, escape=markdown.escape).text
