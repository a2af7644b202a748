from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from people.models import Agent
from tickets.actions.answered import go_on_after_answer
from tickets.actions.discard_draft import consume_draft
from tickets.actions.take_by_answering import take_by_answering
from tickets.changing import lock, refuse_closed, refuse_internal, refuse_reader
from tickets.manner import USUAL, Manner, answered, extras_of, filled_template, recipients_of, refuse_manner
from tickets.models import Draft, Message, Ticket
from tickets.outgoing import owe, refuse_unsendable, signature_of
from tickets.recipients import last_words, reply_channel
from tickets.same_click import said_before
from tickets.stale import refuse_stale_send
from tickets.ways import Way


@transaction.atomic
def send_reply(  # noqa: PLR0913 - all that a composer says
    ticket: Ticket,
    *,
    text: str,
    by: Actor,
    agent: Agent,
    client_key: UUID,
    recipients: Mapping[str, Sequence[Sequence[str]]] | None = None,
    attachments_of_draft: Draft | None = None,
    manner: Manner = USUAL,
    keeps_open: bool = False,
    resolves: bool = False,
    seen_message_id: int | None = None,
    confirm: bool = False,
    takes: bool = True,
    at: datetime | None = None,
) -> Message:
    """Answer the customer: message, delivery, event and the end of the draft, all or nothing. What nobody has
    becomes theirs.

    The same `client_key` again gives the first message again, or SentBefore if that said something else.
    `confirm`: the agent has seen what is newer. `takes` False: what nobody has stays nobody's.
    """
    refuse_reader(agent)
    lock(ticket)
    template = filled_template(ticket, manner)
    text, draft = (template.text, None) if template else (text, attachments_of_draft)
    if sent := said_before(Message, ticket, client_key=client_key, agent=agent, text=text, draft=draft):
        return sent
    refuse_internal(ticket)
    refuse_closed(ticket)
    if not confirm:
        refuse_stale_send(ticket, seen_message_id=seen_message_id, agent_id=agent.pk, text=text, at=at)
    last = last_words(ticket)
    chosen = manner.way(ticket, last, at=at)
    way = chosen or Way(channel=reply_channel(ticket, last), address="")
    refuse_unsendable(way.channel, text, draft)
    to = recipients_of(ticket, last, chosen, given=recipients)
    way = replace(way, address=to["to"][0][1])
    refuse_manner(ticket, way, draft=draft, manner=manner, template=template, at=at)
    if takes:
        take_by_answering(ticket, agent=agent, by=by, at=at)
    now = at or timezone.now()
    message = Message.objects.create(
        ticket=ticket,
        channel=way.channel,
        direction=Message.Direction.OUTBOUND,
        author_kind=Message.AuthorKind.AGENT,
        agent=agent,
        from_name=agent.name,
        recipients=to,
        subject=ticket.subject,
        text=text,
        signature=signature_of(way.channel, ticket),
        extras=extras_of(way, text, manner, template),
        replies_to=answered(ticket, way.channel, manner),
        client_key=client_key,
        sent_at=now,
        created_at=now,
    )
    if template is None:  # what was begun in other words stays begun
        consume_draft(ticket, agent=agent, kind=Draft.Kind.REPLY, attachments_of=draft, message=message)
    owe(message, after_seconds=way.channel.undo_seconds, at=at)
    go_on_after_answer(ticket, message, by=by, keeps_open=keeps_open, resolves=resolves, at=at)
    return message
