"""What the composer of a ticket shows: through which door a reply goes, to whom, and what was begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from people.models import Agent
from tickets.capabilities import capabilities_of
from tickets.models import Attachment, Channel, Draft, Message, Ticket
from tickets.outgoing import signature_of
from tickets.recipients import address_now, last_words, reply_channel
from tickets.reply_way import AS_USUAL, ReplyChoice, ReplyWay, reply_way
from tickets.timeline_entries import MessageEntry, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFile:
    key: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A draft, or the empty page it would be."""

    kind: str
    text: str = ""
    version: int = 0
    channel: int | None = None  # chosen instead of the usual one
    files: tuple[DraftFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    way: ReplyWay
    signature: str  # is put under a reply
    reply: Begun
    note: Begun
    seen: int  # the newest message on the page, so that a stale send is noticed
    client_key: UUID
    kind: str = Draft.Kind.REPLY

    @property
    def draft(self) -> Begun:
        return self.note if self.kind == Draft.Kind.NOTE else self.reply


def composer_for(
    ticket: Ticket,
    *,
    agent: Agent,
    page: Page,
    kind: str = Draft.Kind.REPLY,
    choice: ReplyChoice = AS_USUAL,
) -> Composer:
    begun = drafts_of(ticket, agent=agent)
    reply = begun.get(Draft.Kind.REPLY, Begun(kind=Draft.Kind.REPLY))
    choice = choice.or_by(reply.channel)
    way = _way(ticket, _last_words_on(page, ticket) or last_words(ticket), choice, page)
    return Composer(
        way=way,
        signature=signature_under(way, ticket),
        reply=reply,
        note=begun.get(Draft.Kind.NOTE, Begun(kind=Draft.Kind.NOTE)),
        seen=page.last_message_id or 0,
        client_key=uuid4(),
        kind=kind,
    )


def composer_by(ticket: Ticket, *, agent: Agent, choice: ReplyChoice) -> ReplyWay:
    """For a composer that stands there already."""
    if choice.channel is None:
        begun = Draft.objects.filter(ticket=ticket, agent=agent, kind=Draft.Kind.REPLY)
        choice = choice.or_by(begun.values_list("channel", flat=True).first())
    return _way(ticket, last_words(ticket), choice, None)


def signature_under(way: ReplyWay, ticket: Ticket) -> str:
    """Where it is a letter: others show none."""
    return signature_of(way.channel, ticket) if way.can.has_recipients else ""


def _way(ticket: Ticket, last: Message | None, choice: ReplyChoice, page: Page | None) -> ReplyWay:
    channel = reply_channel(ticket, last)
    address = address_now(last) if last and last.from_address else ""
    open_until = _open_until(page, channel) if page else None
    return reply_way(ticket, channel, address, choice=choice, open_until=open_until)


def _open_until(page: Page, channel: Channel) -> datetime | None:
    """At least: as tickets/windows.py finds it, of what is on the page that is drawn anyway."""
    window = capabilities_of(channel).window
    said = [one.message for one in page.entries if isinstance(one, MessageEntry) and one.message.is_inbound]
    lasts = [min(one.sent_at, one.created_at) for one in said if one.channel_id == channel.pk]
    return max(lasts) + window if window and lasts else None


def drafts_of(ticket: Ticket, *, agent: Agent) -> dict[str, Begun]:
    """By kind. Mostly there is none, and then it is one query."""
    rows = list(Draft.objects.filter(ticket=ticket, agent=agent))
    files: dict[int | None, list[DraftFile]] = {row.pk: [] for row in rows}
    found = Attachment.objects.filter(draft__in=rows).order_by("pk") if rows else ()
    for file in found:
        files[file.draft_id].append(DraftFile(key=file.key, name=file.name, size=file.size))
    return {
        row.kind: Begun(
            kind=row.kind,
            text=row.text,
            version=row.version,
            channel=row.channel_id,
            files=tuple(files[row.pk]),
        )
        for row in rows
    }


def _last_words_on(page: Page, ticket: Ticket) -> Message | None:
    """As tickets/recipients.py finds them, but on the page that is drawn anyway."""
    for entry in reversed(page.entries):
        if isinstance(entry, MessageEntry):
            message = entry.message
            is_theirs = message.is_inbound and message.customer_id == ticket.customer_id
            if is_theirs and message.is_trusted and not message.is_auto_reply:
                return message
    return None
