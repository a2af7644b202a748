from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from people.models import Agent
from tickets import attachment_files
from tickets.models import Attachment, Draft, Message, Note, Ticket
from tickets.refusals import Refused


@transaction.atomic
def discard_draft(ticket: Ticket, *, agent: Agent, kind: str) -> bool:
    """Throw away what the agent was writing, files too. False if there is nothing."""
    draft = _held(ticket, agent, kind)
    if draft is None:
        return False
    remove_files(Attachment.objects.filter(draft=draft).values_list("key", flat=True))
    draft.delete()
    return True


def consume_draft(
    ticket: Ticket,
    *,
    agent: Agent,
    kind: str,
    attachments_of: Draft | None,
    message: Message | None = None,
    note: Note | None = None,
) -> None:
    """Within the action that sends it: the draft ends, its files go with what became of it."""
    if attachments_of is not None:
        whose = (attachments_of.ticket_id, attachments_of.agent_id, attachments_of.kind)
        if whose != (ticket.pk, agent.pk, kind):  # what was put beside a note must not go out with a reply
            raise Refused("other_draft")
        Attachment.objects.filter(draft=attachments_of).update(draft=None, message=message, note=note)
    discard_draft(ticket, agent=agent, kind=kind)


def remove_files(keys: Iterable[str]) -> None:
    """Once the rows are gone for good."""
    if found := list(keys):
        transaction.on_commit(partial(attachment_files.remove, found), robust=True)


def _held(ticket: Ticket, agent: Agent, kind: str) -> Draft | None:
    drafts = Draft.objects.filter(ticket=ticket, agent=agent, kind=kind)
    found: Draft | None = drafts.select_for_update().first()
    return found
