from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.actors import Actor
from people.models import Agent
from tickets.actions.reopen import bring_back
from tickets.actions.resolve import mark_resolved
from tickets.actions.save_draft import begin_draft
from tickets.announcing.told import told_with
from tickets.changing import last_said, lock, move, snippet_of, waiting_since, write
from tickets.models import Attachment, Channel, Delivery, Draft, Message, Status, Ticket
from tickets.recipients import last_words, reply_channel
from tickets.recording import record_on
from tickets.refusals import Refused
from tickets.status_before import status_before


@transaction.atomic
def withdraw_reply(message: Message, *, by: Actor, at: datetime | None = None) -> Draft:
    """Undo a reply that has not left: as if never sent, with its text back in the author's draft."""
    author, ticket = take_out(message, by=by, at=at), message.ticket
    if any(one.get("kind") == "template" for one in message.extras):  # its words were never the author's
        return begin_draft(ticket, agent=author, kind=Draft.Kind.REPLY)
    return _back_into_draft(message, author)


def take_out(message: Message, *, by: Actor, at: datetime | None = None) -> Agent:
    """Within an action: as if never sent. Its author, who alone may do this."""
    author = message.agent
    if author is None or not by.is_person or by.id != author.pk:
        raise Refused("not_yours")
    _stop_delivery(message)
    ticket = message.ticket
    told = told_with(message)  # all of them: who tells another holds the delivery until it is done
    for one in sorted((ticket, *told), key=lambda one: one.pk):
        lock(one)
    message.withdrawn_at = at or timezone.now()
    message.save(update_fields=["withdrawn_at"])
    _undo_status(ticket, message, by=by, at=at)
    record_on(ticket, "reply.withdrawn", by=by, at=at, message=message.pk)
    for one in told:
        _untell(one, message, by=by, at=at)
    return author


def _stop_delivery(message: Message) -> None:
    """Only while no worker has ever claimed it. Claimable rows are locked before tickets, everywhere."""
    unclaimed = Delivery.objects.filter(
        message=message, status=Delivery.Status.QUEUED, state=Delivery.State.PENDING, attempts=0
    )
    stopped = unclaimed.update(status=Delivery.Status.WITHDRAWN, state=Delivery.State.DONE, lease_until=None)
    if not stopped:
        raise Refused("too_late")


def _undo_status(ticket: Ticket, message: Message, *, by: Actor, at: datetime | None) -> None:
    """Back to where the first of what was taken back found it, unless something else has moved it since."""
    gone = set(ticket.messages.exclude(withdrawn_at=None).values_list("pk", flat=True))
    if was := status_before(ticket, messages=gone):
        _restore(ticket, was, message, by=by, at=at)
    said = last_said(ticket)
    write(
        ticket,
        waiting_since=waiting_since(ticket) if ticket.is_active else None,
        **({"snippet": snippet_of(said.text), "last_message_at": said.created_at} if said else {}),
    )


def _untell(ticket: Ticket, message: Message, *, by: Actor, at: datetime | None) -> None:
    """Its customer was to read it there: it is as it was before, unless something else has moved it since."""
    if was := status_before(ticket, messages={message.pk}):
        _restore(ticket, was, message, by=by, at=at)
        if ticket.is_active:
            write(ticket, waiting_since=waiting_since(ticket))
    record_on(ticket, "incident.untold", by=by, at=at, ticket=message.ticket_id)


def _restore(ticket: Ticket, was: Status, message: Message, *, by: Actor, at: datetime | None) -> None:
    if was == Status.RESOLVED and ticket.is_active:
        mark_resolved(ticket, by=by, at=at, by_reply=message.pk)
    elif was != Status.RESOLVED and ticket.is_done:
        bring_back(ticket, by=by, at=at, status=was, why={"by_reply": message.pk})
    elif ticket.is_active:
        move(ticket, was, at=at or timezone.now())


def _back_into_draft(message: Message, author: Agent) -> Draft:
    """Before what the agent may have begun to write meanwhile."""
    draft = begin_draft(message.ticket, agent=author, kind=Draft.Kind.REPLY)
    draft.text = "\n\n".join(part for part in (message.text, draft.text) if part)
    draft.version += 1
    draft.channel = _chosen_for(message)
    draft.save(update_fields=["text", "version", "channel", "updated_at"])
    Attachment.objects.filter(message=message).update(message=None, draft=draft)
    return draft


def _chosen_for(message: Message) -> Channel | None:
    """By which it went, if it would go by another now."""
    usual = reply_channel(message.ticket, last_words(message.ticket))
    return message.channel if message.channel_id != usual.pk else None
