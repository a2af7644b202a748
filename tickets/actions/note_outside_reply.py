from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.actors import Actor
from tickets.actions.answered import go_on_after_answer
from tickets.changing import lock
from tickets.incoming import Received, ReceivedMessage
from tickets.incoming_files import add_waiting_files
from tickets.models import Message, Ticket
from tickets.recording import show_again


@transaction.atomic(savepoint=False)
def note_outside_reply(
    ticket: Ticket, written: ReceivedMessage, *, by: Actor, at: datetime | None = None
) -> Received:
    """One of us answered without Alur: in the provider's own app, or from the mailbox. It counts like any
    other answer, and nothing is owed for it. What a machine wrote there (`is_auto_reply`) answers nobody.
    """
    lock(ticket)
    author = Message.AuthorKind.SYSTEM if written.is_auto_reply else Message.AuthorKind.AGENT
    message = Message.objects.create(
        ticket=ticket,
        channel=written.channel,
        direction=Message.Direction.OUTBOUND,
        author_kind=author,
        from_name=written.from_name[:200],
        from_address=written.from_address[:320],
        recipients={field: [list(pair) for pair in pairs] for field, pairs in written.recipients.items()},
        subject=written.subject[:500],
        text=written.text,
        extras=[dict(extra) for extra in written.extras],
        replies_to=written.replies_to,
        provider_id=written.provider_id[:255],
        sent_at=written.sent_at or written.received_at,
        created_at=written.received_at,
    )
    waiting = add_waiting_files(message, written)
    if written.is_auto_reply:
        show_again(ticket)
    elif not ticket.is_done:  # what was finished stays finished: nobody of the customer's side wrote
        go_on_after_answer(ticket, message, by=by, keeps_open=False, resolves=False, at=at)
    return Received(message=message, ticket=ticket, waiting=waiting, is_new=False, reopened=False)
