from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from people.models import Agent
from tickets.actions.discard_draft import consume_draft
from tickets.actions.notify import notify
from tickets.changing import lock, refuse_reader
from tickets.mentions import mentioned
from tickets.models import Attachment, Draft, Follower, Note, Notification, Ticket
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.same_click import said_before

LONGEST = 100_000


@transaction.atomic
def add_note(  # noqa: PLR0913
    ticket: Ticket,
    *,
    text: str,
    by: Actor,
    agent: Agent,
    client_key: UUID,
    attachments_of_draft: Draft | None = None,
    at: datetime | None = None,
) -> Note:
    """Say something that only agents see. `@Name` of a colleague lets them see the ticket and hear of it."""
    refuse_reader(agent)
    if len(text) > LONGEST:
        raise Refused("too_long", limit=LONGEST)
    lock(ticket)
    if written := said_before(
        Note, ticket, client_key=client_key, agent=agent, text=text, draft=attachments_of_draft
    ):
        return written
    has_files = attachments_of_draft and Attachment.objects.filter(draft=attachments_of_draft).exists()
    if not text.strip() and not has_files:
        raise Refused("empty")
    note = Note.objects.create(
        ticket=ticket, agent=agent, text=text, client_key=client_key, created_at=at or timezone.now()
    )
    consume_draft(ticket, agent=agent, kind=Draft.Kind.NOTE, attachments_of=attachments_of_draft, note=note)
    _tell(note, _colleagues_in(text, agent), by=by, at=at)
    return note


def _tell(note: Note, colleagues: list[Agent], *, by: Actor, at: datetime | None) -> None:
    Follower.objects.bulk_create(
        [Follower(ticket=note.ticket, agent=one, reason=Follower.Reason.MENTIONED) for one in colleagues],
        ignore_conflicts=True,
    )
    event = record_on(
        note.ticket,
        "note.added",
        by=by,
        at=at,
        tell=[f"agent.{one.pk}" for one in colleagues],
        note=note.pk,
        mentions=[one.pk for one in colleagues],
    )
    for one in sorted(colleagues, key=lambda agent: agent.pk):
        notify(one, ticket=note.ticket, kind=Notification.Kind.MENTIONED, event=event, note=note.pk)


def _colleagues_in(text: str, author: Agent) -> list[Agent]:
    if "@" not in text:
        return []
    return mentioned(text, Agent.objects.active().exclude(pk=author.pk).order_by("pk"))
