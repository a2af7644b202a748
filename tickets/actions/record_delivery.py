"""How far a message got, as channels_in learns it. Progress only rises, and what is final stays.

All return False if the delivery is as far already. They lock the delivery first, then its ticket.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from events import actors
from events.models import Event
from tickets.actions.answer_again import answer_again
from tickets.actions.note_reachability import note_failure
from tickets.actions.notify import notify
from tickets.changing import lock, move, waiting_since, write
from tickets.models import Delivery, Message, Notification, Status, Ticket
from tickets.recording import record_on, show_again

S = Delivery.Status
LATER: dict[str, frozenset[str]] = {
    S.QUEUED: frozenset({S.SENDING, S.UNKNOWN, S.FAILED, S.SENT, S.DELIVERED, S.READ}),
    S.SENDING: frozenset({S.UNKNOWN, S.FAILED, S.SENT, S.DELIVERED, S.READ}),
    S.UNKNOWN: frozenset({S.FAILED, S.SENT, S.DELIVERED, S.READ}),
    S.SENT: frozenset({S.FAILED, S.DELIVERED, S.READ}),
    S.DELIVERED: frozenset({S.READ}),
    S.READ: frozenset(),
    # The provider's own word that it arrived is better than ours, or its former one, that it did not
    # (several devices of one customer, docs/adr/0017); and there is a person's retry: retry_delivery.py.
    S.FAILED: frozenset({S.DELIVERED, S.READ}),
    S.WITHDRAWN: frozenset(),
}
TRIES_KEPT = 50


@transaction.atomic
def mark_sending(delivery: Delivery) -> bool:
    """Before the provider is called, so that a message whose worker dies is known to be in doubt."""
    return _rise(delivery, S.SENDING)


@transaction.atomic
def note_try(delivery: Delivery, *, reason: str, detail: str = "", at: datetime | None = None) -> None:
    """It did not work this time and will be tried again by itself. The page says why, once per reason."""
    _hold(delivery)
    is_news = reason != delivery.reason
    _keep_try(delivery, "retry", reason, detail, at)
    _write(delivery, reason=reason, detail=detail, tries=delivery.tries)
    if is_news:
        _show(delivery.message.ticket)


@transaction.atomic
def mark_sent(delivery: Delivery, *, provider_id: str = "", at: datetime | None = None) -> bool:
    now = at or timezone.now()
    if not _rise(delivery, S.SENT, at=at, provider_id=provider_id[:255], sent_at=now):
        return False
    _record(delivery, "delivery.sent", at=at)
    return True


@transaction.atomic
def mark_delivered(delivery: Delivery, *, at: datetime | None = None) -> bool:
    return _arrive(delivery, S.DELIVERED, "delivery.delivered", at=at)


@transaction.atomic
def mark_read(delivery: Delivery, *, at: datetime | None = None) -> bool:
    return _arrive(delivery, S.READ, "delivery.read", at=at)


@transaction.atomic
def mark_unknown(delivery: Delivery, *, reason: str, detail: str = "", at: datetime | None = None) -> bool:
    """The provider may have it or not. Never repeated by itself: a person decides."""
    if not _rise(delivery, S.UNKNOWN, reason=reason, detail=detail, at=at):
        return False
    event = _record(delivery, "delivery.unknown", at=at, reason=reason)
    _tell_somebody(delivery, event, Notification.Kind.DELIVERY_UNKNOWN)
    return True


@transaction.atomic
def mark_failed(delivery: Delivery, *, reason: str, detail: str = "", at: datetime | None = None) -> bool:
    """It will not get any further by itself."""
    if not _rise(delivery, S.FAILED, reason=reason, detail=detail, at=at):
        return False
    _came_to_nothing(delivery, "delivery.failed", at=at)
    return True


@transaction.atomic
def note_refused(delivery: Delivery, *, detail: str) -> bool:
    """It arrived, but not at everybody in copy."""
    _hold(delivery)
    if delivery.status not in {S.SENT, S.DELIVERED, S.READ}:
        return False
    _write(delivery, reason="some_refused", detail=detail)
    _show(delivery.message.ticket)
    return True


@transaction.atomic
def mark_bounced(delivery: Delivery, *, reason: str, detail: str = "", at: datetime | None = None) -> bool:
    """It went out and came back. A bounce of an earlier try says nothing about one that is queued again."""
    _hold(delivery)
    if delivery.status == S.QUEUED or not _rise(delivery, S.FAILED, reason=reason, detail=detail, at=at):
        return False
    _came_to_nothing(delivery, "delivery.bounced", at=at)
    return True


def _arrive(delivery: Delivery, to: Delivery.Status, kind: str, *, at: datetime | None) -> bool:
    _hold(delivery)
    was_failed = delivery.status == S.FAILED
    in_doubt = was_failed or delivery.status == S.UNKNOWN
    fields = {"reason": "", "detail": ""} if in_doubt else {}
    if not _rise(delivery, to, at=at, **fields):
        return False
    if was_failed:
        ticket = delivery.message.ticket
        lock(ticket)
        answer_again(delivery.message, at=at)
    _record(delivery, kind, at=at)
    return True


def _show(ticket: Ticket) -> None:
    lock(ticket)
    show_again(ticket)


def _came_to_nothing(delivery: Delivery, kind: str, *, at: datetime | None) -> None:
    """The customer has no answer after all: who waits for them must look again."""
    message = delivery.message
    ticket = message.ticket
    lock(ticket)
    was = ticket.status
    if ticket.is_active and message.author_kind == Message.AuthorKind.AGENT:
        write(ticket, waiting_since=waiting_since(ticket))
        if ticket.status == Status.PENDING:
            move(ticket, Status.OPEN, at=at or timezone.now())
    event = _record(delivery, kind, at=at, reason=delivery.reason, was=was)
    note_failure(delivery, at=at)
    _tell_somebody(delivery, event, Notification.Kind.DELIVERY_FAILED)


def _tell_somebody(delivery: Delivery, event: Event, kind: Notification.Kind) -> None:
    message = delivery.message
    agent = message.ticket.assignee or message.agent
    if agent and message.author_kind == Message.AuthorKind.AGENT:
        notify(agent, ticket=message.ticket, kind=kind, event=event, message=message.pk)


def _record(delivery: Delivery, kind: str, *, at: datetime | None, **data: Any) -> Event:
    by, ticket = actors.system("delivery", delivery.pk), delivery.message.ticket
    lock(ticket)  # its status goes into the event
    return record_on(ticket, kind, by=by, at=at, message=delivery.message_id, **data)


def _rise(delivery: Delivery, to: Delivery.Status, *, at: datetime | None = None, **fields: object) -> bool:
    _hold(delivery)
    if to not in LATER[delivery.status]:
        return False
    if to in {S.SENT, S.FAILED, S.UNKNOWN}:
        fields = {"reason": "", "detail": "", **fields}
        _keep_try(delivery, to, str(fields["reason"]), str(fields["detail"]), at)
    if to != S.SENDING:  # nothing is owed any more
        fields |= {"state": Delivery.State.DONE, "lease_until": None}
    _write(delivery, status=to, tries=delivery.tries, **fields)
    return True


def _hold(delivery: Delivery) -> None:
    delivery.refresh_from_db(from_queryset=Delivery.objects.select_for_update(no_key=True))


def _keep_try(delivery: Delivery, outcome: str, reason: str, detail: str, at: datetime | None) -> None:
    done = {
        "at": (at or timezone.now()).isoformat(),
        "outcome": outcome,
        "reason": reason,
        "detail": detail[:500],
    }
    delivery.tries = [*delivery.tries, done][-TRIES_KEPT:]


def _write(delivery: Delivery, **fields: object) -> None:
    for name, value in fields.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=list(fields))
