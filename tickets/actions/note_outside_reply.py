from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from people.models import Agent
from tickets.actions.answered import go_on_after_answer
from tickets.actions.take_by_answering import take_by_answering
from tickets.changing import customer_words, lock, refuse_internal, snippet_of, write
from tickets.incoming import Received, ReceivedMessage
from tickets.incoming_files import add_files, add_waiting_files, store_files
from tickets.models import Message, Ticket
from tickets.recording import show_again


@transaction.atomic(savepoint=False)
def note_outside_reply(
    ticket: Ticket,
    written: ReceivedMessage,
    *,
    by: Actor,
    agent: Agent | None = None,
    at: datetime | None = None,
) -> Received:
    """One of us answered without Alur: in the provider's own app, or from the mailbox. It counts like any
    other answer, and nothing is owed for it. What a machine wrote there (`is_auto_reply`) answers nobody.

    `agent`: who it was, where that is known. What the customer has said since is not answered by it.
    """
    files = store_files(written)
    lock(ticket)
    refuse_internal(ticket)
    if agent and not written.is_auto_reply and not ticket.is_done:
        take_by_answering(ticket, agent=agent, by=by, at=at)
    author = Message.AuthorKind.SYSTEM if written.is_auto_reply else Message.AuthorKind.AGENT
    message = Message.objects.create(
        ticket=ticket,
        channel=written.channel,
        direction=Message.Direction.OUTBOUND,
        author_kind=author,
        agent=None if written.is_auto_reply else agent,
        from_name=written.from_name[:200],
        from_address=written.from_address[:320],
        recipients={field: [list(pair) for pair in pairs] for field, pairs in written.recipients.items()},
        subject=written.subject[:500],
        text=written.text,
        quoted=written.quoted,
        signature=written.signature,
        in_reply_to=list(written.in_reply_to),
        extras=[dict(extra) for extra in written.extras],
        replies_to=written.replies_to,
        provider_id=written.provider_id[:255],
        sent_at=written.sent_at or written.received_at,
        created_at=written.received_at,
    )
    add_files(message, files)
    waiting = add_waiting_files(message, written)
    if written.is_auto_reply:
        show_again(ticket)
    elif not ticket.is_done:  # what was finished stays finished: nobody of the customer's side wrote
        later = _said_since(ticket, message)
        go_on_after_answer(ticket, message, by=by, keeps_open=later is not None, resolves=False, at=at)
        if later:
            write(ticket, waiting_since=later.created_at, unseen=1, snippet=snippet_of(later.text))
    return Received(message=message, ticket=ticket, waiting=waiting, is_new=False, reopened=False)


def _said_since(ticket: Ticket, answer: Message) -> Message | None:
    """Their first words after an answer that we hear of late."""
    return (
        customer_words(ticket).filter(created_at__gt=answer.created_at).order_by("created_at", "pk").first()
    )
