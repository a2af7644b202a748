"""`{% load tickets %}`: what only the workspace's templates say."""

from __future__ import annotations

import re

from django import template
from django.template.context import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.models import ActorKind
from helpdesk.lib import markdown
from helpdesk.marks.clocks import sla_clock
from people.models import Agent
from tickets import drawn_entries, invite_words, long_words, plain_text
from tickets.blocks import blocks_of
from tickets.capabilities import capabilities_of
from tickets.category_words import category_name, in_words
from tickets.counts import name_of
from tickets.delivery_reasons import NextStep, next_step, words_for
from tickets.list_choices import Part, View
from tickets.list_words import Menus
from tickets.mention_marks import mark_mentions
from tickets.models import Delivery, Message, Status, Ticket
from tickets.remark_words import words_for_remark
from tickets.timeline_entries import EventEntry, NoteEntry, Page
from tickets.timeline_icons import ICONS
from tickets.weights import weights_of

register = template.Library()

REPLY_MARKS = re.compile(r"^(\s*(re|bls|balas|aw|sv)(\[\d+\])?\s*:)+|\[[A-Z0-9]+-\d+\]", re.IGNORECASE)


@register.simple_tag
def ticket_clock(ticket: Ticket) -> SafeString | str:
    """The nearest promise, by what the ticket knows of it."""
    if ticket.cancelled_at:
        return sla_clock(None, "cancelled")
    if ticket.is_done:
        return sla_clock(None, "met", words=str(ticket.get_status_display()))
    if ticket.status == Status.PENDING and ticket.sla_state in {"", "paused", "met"}:
        return sla_clock(None, "paused")
    if ticket.status == Status.ON_HOLD and ticket.sla_state in {"", "paused"}:
        return sla_clock(None, "paused", words=str(ticket.get_status_display()))
    return sla_clock(ticket.next_due_at, ticket.sla_state)


@register.simple_tag(takes_context=True)
def load_of(context: Context, agent: Agent, menus: Menus) -> SafeString | str:
    """How many tickets wait for their answer, of how many they take: 6/8. The browser keeps it true.

    Where tickets count more or less than one, the number alone: the board says what they weigh.
    """
    if not agent.may_write:
        return ""
    key = name_of(View.MINE, Part.TO_ANSWER)
    number = format_html('<span data-count="{}">{}</span>', key, menus.counts.get(key, 0))
    if weights_of(context["shell"].company):
        return format_html(_("{} to answer"), number)
    return format_html("{}/{}", number, agent.capacity)


@register.filter
def event_icon(entry: EventEntry) -> str:
    return ICONS.get(entry.event.kind, "circle-dot")


@register.filter
def names_actor(entry: EventEntry) -> bool:
    """What the system did by itself needs no name behind it; nor does "Taken by Maya"."""
    is_known = entry.event.actor_kind in {ActorKind.AGENT, ActorKind.RULE}
    return is_known and f"<b>{escape(entry.actor)}</b>" not in entry.words


@register.simple_tag(takes_context=True)
def entries(context: Context, page: Page) -> SafeString:
    return drawn_entries.draw(list(blocks_of(page)), context)


@register.filter
def author(message: Message) -> str:
    if message.agent:
        return message.agent.name
    if message.is_inbound:
        return message.from_name or str(message.customer or message.from_address)
    if message.author_kind == Message.AuthorKind.AGENT:  # who wrote without us has no name with us
        return message.from_name or message.channel.name
    return "Alur"


@register.filter
def words_of(message: Message) -> SafeString:
    """Ours is light Markdown, a stranger's is plain text."""
    if message.is_inbound or any(one.get("kind") == "template" for one in message.extras):
        return plain_text.to_html(long_words.beginning(message.text))
    return mark_safe(markdown.to_html(message.text))  # noqa: S308 - it never passes raw HTML on


register.filter("beginning", long_words.beginning)
register.filter("plain_words", markdown.to_text)  # as the plain part of a mail says it
register.filter("is_cut", long_words.is_cut)


@register.filter
def note_words(entry: NoteEntry) -> SafeString:
    html = mark_safe(markdown.to_html(entry.note.text))  # noqa: S308 - it never passes raw HTML on
    return mark_mentions(html, entry.mentions)


@register.filter
def lines_in(text: str) -> int:
    return len(text.strip().splitlines())


@register.filter
def addresses(pairs: list[list[str]] | None) -> str:
    """Of a message's recipients, as they are read: names where there are any."""
    return ", ".join(f"{name} <{address}>" if name else address for name, address in pairs or [])


@register.filter
def is_news_beside(subject: str, of_ticket: str) -> bool:
    """Whether it says more than the ticket's own subject at the head of the page."""
    own, known = (" ".join(REPLY_MARKS.sub(" ", words).split()).casefold() for words in (subject, of_ticket))
    return own not in {"", known}


@register.filter
def reason(delivery: Delivery) -> str:
    return words_for(delivery.reason)


@register.filter
def next_step_words(delivery: Delivery) -> str:
    return next_step(delivery.reason).words


@register.filter
def may_go_elsewhere(delivery: Delivery) -> bool:
    """Whether another address helps; what may have been sent is not sent to a second one."""
    is_wrong = next_step(delivery.reason) == NextStep.CHECK_ADDRESS
    return delivery.status == "failed" and is_wrong and capabilities_of(delivery.channel).has_recipients


@register.filter
def remarks(message: Message) -> list[str]:
    """What was cut or doubtful when the message came in, for people."""
    return [words for code in message.remarks if (words := words_for_remark(str(code)))]


@register.filter
def invites(message: Message) -> list[invite_words.ShownInvite]:
    return [invite_words.shown(invite) for invite in message.invites]


register.filter(in_words)
register.filter(category_name)
