"""A customer's message comes in: where it goes, and what that does to the ticket."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, When

from events.actors import Actor
from people.models import Company, Identity
from tickets.actions.reopen import bring_back
from tickets.changing import lock, move, others_in_session, snippet_of
from tickets.first_subject import first_subject
from tickets.gathering import HappenedOn
from tickets.incoming import Received, ReceivedMessage
from tickets.incoming_files import add_files, add_waiting_files, store_files
from tickets.models import Message, Participant, Status, Ticket
from tickets.models.ticket import ACTIVE_ROWS
from tickets.recording_all import record_on_all


@transaction.atomic(savepoint=False)  # nobody goes on from half a message: the caller takes back the whole
def receive_message(inbound: ReceivedMessage, *, by: Actor, at: datetime | None = None) -> Received:
    """Add it to the ticket it belongs to, or open a new one. `at`: when its events happened, if not now."""
    attachments = store_files(inbound)  # before anything is locked
    ticket, follows = _home(inbound)
    is_new = ticket is None
    if ticket is None:
        ticket = _open_ticket(inbound, follows=follows)
        inbound.customer.is_newcomer = False
    message = _add_message(ticket, inbound)
    add_files(message, attachments)
    waiting = add_waiting_files(message, inbound)
    _add_participants(ticket, inbound)
    cycle_start = not is_new and not message.is_auto_reply and ticket.waiting_since is None
    reopened = not is_new and not message.is_auto_reply and _go_on(ticket, message, by=by, at=at)
    received = {
        "message": message.pk,
        "opens": is_new,
        "is_auto_reply": message.is_auto_reply,
        "reopened": reopened,
        "cycle_start": cycle_start,
    }
    happened = [HappenedOn(ticket=ticket, kind="message.received", by=by, at=at, data=received)]
    if is_new:
        happened = [*_opened(ticket, message, follows, by=by, at=at), *happened]
    record_on_all(happened)
    return Received(message=message, ticket=ticket, is_new=is_new, reopened=reopened, waiting=waiting)


def _opened(
    ticket: Ticket, message: Message, follows: Ticket | None, *, by: Actor, at: datetime | None
) -> list[HappenedOn]:
    created = {"channel": ticket.channel_id, "message": message.pk}
    found = [HappenedOn(ticket=ticket, kind="ticket.created", by=by, at=at, data=created)]
    if follows:
        data = {"ticket": ticket.pk}
        found.append(HappenedOn(ticket=follows, kind="ticket.followed_up", by=by, at=at, data=data))
    return found


def _home(inbound: ReceivedMessage) -> tuple[Ticket | None, Ticket | None]:
    """The ticket that takes the message, locked; or none, and the finished one that a new one follows.

    Who answers a finished ticket twice means its follow-up the second time, so the chain is walked, oldest
    first, which is also the order in which the tickets are locked.
    """
    thread = _current_ticket(inbound) if inbound.joins_active else _locked(_of_customer(inbound.thread))
    while thread is not None:
        if inbound.is_auto_reply or thread.is_active or _may_reopen(thread, inbound.received_at):
            return thread, None
        later = thread.follow_ups.filter(customer=inbound.customer).order_by("-pk").first()
        if later is None:
            break
        thread = _locked(later)
    return None, thread


def _of_customer(thread: Ticket | None) -> Ticket | None:
    """Whoever names the number of an internal ticket means the one that it was opened for."""
    return thread.parent if thread is not None and thread.is_internal else thread


def _locked(thread: Ticket | None) -> Ticket | None:
    if thread is not None:
        lock(thread)
    return thread


def _current_ticket(inbound: ReceivedMessage) -> Ticket | None:
    """On channels without threads a customer has one matter at a time, also when messages come in a burst.

    It is locked as it is found. Whom this very transaction has made has none, and nobody else sees them
    before it commits.
    """
    if inbound.customer.is_newcomer:
        return None
    with connection.cursor() as sql:
        sql.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"tickets.receive:{inbound.channel.pk}:{inbound.customer.pk}"],
        )
    theirs = Ticket.objects.of_customers().filter(channel=inbound.channel, customer=inbound.customer)
    latest = theirs.order_by(Case(When(ACTIVE_ROWS, then=0), default=1), "-pk").values_list("pk", flat=True)
    found = latest.first()
    return Ticket.objects.select_for_update(no_key=True).get(pk=found) if found else None


def _may_reopen(ticket: Ticket, received_at: datetime) -> bool:
    if ticket.status != Status.RESOLVED or ticket.resolved_at is None:
        return False
    if received_at > ticket.resolved_at + timedelta(days=Company.current().follow_up_days):
        return False
    return not (ticket.is_session and others_in_session(ticket).exists())


def _open_ticket(inbound: ReceivedMessage, *, follows: Ticket | None) -> Ticket:
    waits = not inbound.is_auto_reply
    return Ticket.objects.create(
        subject=first_subject(inbound, is_follow_up=follows is not None),
        customer=inbound.customer,
        channel=inbound.channel,
        team_id=inbound.team_id or inbound.channel.first_team_id,
        unassigned_reason=Ticket.UnassignedReason.ROUTING,
        language=inbound.spoken,
        follows=follows,
        is_session=inbound.joins_active,
        snippet=snippet_of(inbound.text),
        unseen=1 if waits else 0,
        waiting_since=inbound.received_at if waits else None,
        last_message_at=inbound.received_at,
        created_at=inbound.received_at,
        updated_at=inbound.received_at,
    )


def _go_on(ticket: Ticket, message: Message, *, by: Actor, at: datetime | None) -> bool:
    """The customer wrote again on a ticket of theirs. True if it had been resolved."""
    fields: dict[str, Any] = {
        "waiting_since": ticket.waiting_since or message.created_at,
        "unseen": ticket.unseen + 1,
        "snippet": snippet_of(message.text),
        "last_message_at": max(ticket.last_message_at, message.created_at),
    }
    reopened = ticket.is_done
    if reopened:
        bring_back(ticket, by=by, at=at, why={"by_message": message.pk}, **fields)
    else:
        move(ticket, Status.OPEN, at=message.created_at, **fields)
    return reopened


def _add_message(ticket: Ticket, inbound: ReceivedMessage) -> Message:
    return Message.objects.create(
        ticket=ticket,
        channel=inbound.channel,
        direction=Message.Direction.INBOUND,
        author_kind=Message.AuthorKind.CUSTOMER,
        customer=inbound.customer,
        from_name=inbound.from_name[:200],
        from_address=inbound.from_address[:320],
        recipients={field: [list(pair) for pair in pairs] for field, pairs in inbound.recipients.items()},
        subject=inbound.subject[:500],
        text=inbound.text,
        quoted=inbound.quoted,
        signature=inbound.signature,
        html=inbound.html,
        has_remote_images=inbound.has_remote_images,
        is_auto_reply=inbound.is_auto_reply,
        is_trusted=inbound.is_trusted,
        remarks=list(inbound.remarks),
        invites=[dict(invite) for invite in inbound.invites],
        extras=[dict(extra) for extra in inbound.extras],
        replies_to=inbound.replies_to,
        provider_id=inbound.provider_id[:255],
        in_reply_to=list(inbound.in_reply_to),
        sent_at=inbound.sent_at or inbound.received_at,
        created_at=inbound.received_at,
    )


def _add_participants(ticket: Ticket, inbound: ReceivedMessage) -> None:
    """Others on the thread stay pending (they are sent nothing) until an agent accepts them."""
    own = inbound.from_address.lower() if inbound.customer.pk == ticket.customer_id else ""
    others = {
        address.lower(): name for name, address in inbound.participants if address and address.lower() != own
    }
    if others:
        theirs = Identity.objects.filter(customer=ticket.customer_id, kind=inbound.channel.kind)
        for address in theirs.filter(address__in=list(others)).values_list("address", flat=True):
            del others[address]
        Participant.objects.bulk_create(
            [
                Participant(ticket=ticket, address=address[:320], name=name[:200])
                for address, name in others.items()
            ],
            ignore_conflicts=True,
        )
