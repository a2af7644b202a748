from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from people.models import Agent
from tickets.actions.react_to_message import LONGEST, react_to_message
from tickets.capabilities import capabilities_of
from tickets.changing import lock, refuse_closed, refuse_internal, refuse_reader
from tickets.models import Message
from tickets.outgoing import owe
from tickets.refusals import Refused
from tickets.sendable import refuse_late
from tickets.unreachable_words import refuse_cut_off
from tickets.ways import Way


@transaction.atomic
def send_reaction(
    message: Message, *, emoji: str, by: Actor, agent: Agent, at: datetime | None = None
) -> bool:
    """One of us puts an emoji to what the customer wrote, also at the provider. False if it is there already.

    It answers no promise, so what goes out is no reply: a message of the system, shown only if it fails.
    """
    refuse_reader(agent)
    ticket = message.ticket
    lock(ticket)
    refuse_closed(ticket)
    refuse_internal(ticket)
    theirs = message.is_inbound and message.provider_id and message.taken_back_at is None
    if not theirs or not capabilities_of(message.channel).reacts or not 0 < len(emoji) <= LONGEST:
        raise Refused("cannot_react")
    refuse_cut_off(ticket, message.channel, message.from_address)
    refuse_late(ticket, Way(channel=message.channel, address=message.from_address), at=at)
    if not react_to_message(message, emoji=emoji, by=by, at=at):
        return False
    now = at or timezone.now()
    sent = Message.objects.create(
        ticket=ticket,
        channel=message.channel,
        direction=Message.Direction.OUTBOUND,
        author_kind=Message.AuthorKind.SYSTEM,
        agent=agent,
        from_name=agent.name,
        recipients={"to": [[message.from_name, message.from_address]]},
        extras=[{"kind": "reaction", "emoji": emoji, "of": message.provider_id}],
        sent_at=now,
        created_at=now,
    )
    owe(sent, at=at)
    return True
