"""The words of an announcement, made for one customer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpdesk.lib import markdown, placeholders
from people.models import Agent
from people.models.company import LANGUAGES
from tickets.channel_texts import refuse_unknown
from tickets.models import Channel, Ticket
from tickets.ticket_numbers import number_of

ANNOUNCED_WITH = ("customer.name", "customer.first_name", "ticket.number", "agent.name")
_BEFORE_A_SIGN = re.compile(r"[ \t]+(?=[,.!?:;])")


def refuse_text(text: str) -> None:
    """ValidationError: something in it would go out as it stands."""
    refuse_unknown(text, known=ANNOUNCED_WITH)


def language_of(ticket: Ticket, channel: Channel) -> str:
    """As their ticket is read, else as they are known, else as the channel speaks."""
    wished = (ticket.language, ticket.customer.language, channel.language)
    return next((one for one in wished if one in dict(LANGUAGES)), LANGUAGES[0][0])


def words_for(text: str, ticket: Ticket, *, agent: Agent) -> str:
    """A reply in light Markdown: a name never becomes a link or a list."""
    filled = placeholders.fill(text, _values(ticket, agent), escape=markdown.escape)
    return _BEFORE_A_SIGN.sub("", filled.text) if filled.missing else filled.text


def plain_words_for(text: str, ticket: Ticket, *, agent: Agent) -> str:
    """For a value of a template, which is no Markdown."""
    return placeholders.fill(text, _values(ticket, agent)).text


def _values(ticket: Ticket, agent: Agent) -> Mapping[str, str]:
    name = ticket.customer.name  # an address is nobody's name
    return {
        "customer.name": name,
        "customer.first_name": name.split()[0] if name.split() else "",
        "ticket.number": number_of(ticket.pk),
        "agent.name": agent.name,
    }
