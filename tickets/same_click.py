"""A click comes again, its answer was lost: what it did is not done twice, and what is new in it not lost."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from people.models import Agent
from tickets.models import Draft, Message, Note, Ticket
from tickets.refusals import Refused
from tickets.stale import SentBefore

Said = TypeVar("Said", Message, Note)


def said_before(
    model: type[Said], ticket: Ticket, *, client_key: UUID, agent: Agent, text: str, draft: Draft | None
) -> Said | None:
    """What the same click said already. The ticket is locked, so two clicks come one after the other.

    SentBefore if it said something else: what has been written since would be taken for sent.
    """
    earlier: Said | None = model.objects.filter(client_key=client_key).first()
    if earlier is None:
        return None
    if earlier.ticket_id != ticket.pk:
        raise Refused("key_used")
    stands = not isinstance(earlier, Message) or earlier.withdrawn_at is None
    has_files = draft is not None and draft.attachments.exists()  # others: its own went along with it
    if not stands or has_files or (earlier.agent_id, earlier.text) != (agent.pk, text):
        raise SentBefore(earlier)
    return earlier
