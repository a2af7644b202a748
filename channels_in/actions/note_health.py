"""How a channel's connection is doing: written when it changes, so that watching costs nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from channels_in.models import Connection
from events.actors import SYSTEM
from events.record import record

SENDING, FETCHING = "smtp", "imap"
SENT_MAIL = "sent"  # what was written in a mail program
ALIKE = {SENDING: (SENDING, "send"), FETCHING: (FETCHING, "poll")}  # as it is called where it is no mail
OFTEN_ENOUGH = timedelta(minutes=1)


@transaction.atomic
def note_problem(connection: Connection, problem: str, *, detail: str = "") -> bool:
    """The alarm: shown on the channel's page and in /readyz until it works again. True if it is news."""
    direction, held = direction_of(problem), _held(connection)
    if held is None:
        return False
    former: dict[str, str] = held.problems.get(direction, {})
    is_news = former.get("code") != problem
    since = timezone.now().isoformat() if is_news else former["since"]
    now = {"code": problem, "detail": detail[:1000], "since": since}
    if now != former:
        held.problems[direction] = now
        _save(held)
    if is_news:
        record("connection.failing", by=SYSTEM, connection=held.pk, problem=problem)
    return is_news


def direction_of(problem: str) -> str:
    return problem.partition("_")[0]


@transaction.atomic
def note_works(connection: Connection, direction: str) -> None:
    """One direction that works says nothing about the other."""
    ours, named = Connection.objects.filter(pk=connection.pk), ALIKE.get(direction, (direction,))
    if not ours.filter(Q(health=Connection.Health.UNKNOWN) | Q(problems__has_any_keys=named)).exists():
        return
    if held := _held(connection):
        for name in named:
            held.problems.pop(name, None)
        _save(held)
        if held.health == Connection.Health.WORKING:
            record("connection.working", by=SYSTEM, connection=held.pk)


@transaction.atomic
def forget_health(connection: Connection, direction: str) -> None:
    """It goes to another server from now on, of which nothing is known yet."""
    if held := _held(connection):
        held.problems.pop(direction, None)
        _save(held, otherwise=Connection.Health.UNKNOWN)
        connection.problems, connection.health = held.problems, held.health


def _held(connection: Connection) -> Connection | None:
    return Connection.objects.select_for_update(no_key=True).filter(pk=connection.pk).first()


def _save(held: Connection, *, otherwise: str = Connection.Health.WORKING) -> None:
    held.health = Connection.Health.FAILING if held.problems else otherwise
    held.save(update_fields=["health", "problems"])


@transaction.atomic
def note_sent(connection: Connection) -> None:
    now = timezone.now()
    seldom = Q(last_sent_at=None) | Q(last_sent_at__lt=now - OFTEN_ENOUGH)
    _note(connection, SENDING, seldom, last_sent_at=now, last_event_at=now)


@transaction.atomic
def note_polled(connection: Connection) -> None:
    now = timezone.now()
    _note(connection, FETCHING, Q(), last_good_poll_at=now)


def note_arrival(connection: Connection, *, at: datetime) -> None:
    """Asks the database only if what is known of the connection is older than that."""
    if connection.last_event_at and connection.last_event_at > at - OFTEN_ENOUGH:
        return
    seldom = Q(last_event_at=None) | Q(last_event_at__lt=at - OFTEN_ENOUGH)
    Connection.objects.filter(seldom, pk=connection.pk).update(last_event_at=at)
    connection.last_event_at = at


def _note(connection: Connection, direction: str, seldom: Q, **times: datetime) -> None:
    note_works(connection, direction)
    Connection.objects.filter(seldom, pk=connection.pk).update(**times)
