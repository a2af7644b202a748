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
OFTEN_ENOUGH = timedelta(minutes=1)


@transaction.atomic
def note_problem(connection: Connection, problem: str, *, detail: str = "") -> bool:
    """The alarm: shown on the channel's page and in /readyz until it works again. True if it is news.

    The first trouble stays: two that take turns would raise an alarm each time.
    """
    changed = (
        Connection.objects.filter(
            Q(problem="") | Q(problem__startswith=problem.partition("_")[0]), pk=connection.pk
        )
        .exclude(problem=problem, health=Connection.Health.FAILING)
        .update(
            health=Connection.Health.FAILING,
            problem=problem,
            problem_detail=detail[:1000],
            problem_since=timezone.now(),
        )
    )
    if changed:
        record("connection.failing", by=SYSTEM, connection=connection.pk, problem=problem)
    return bool(changed)


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
    """One direction that works says nothing about the other."""
    ours = Connection.objects.filter(pk=connection.pk)
    cured = ours.filter(Q(health=Connection.Health.UNKNOWN) | Q(problem__startswith=direction)).update(
        health=Connection.Health.WORKING, problem="", problem_detail="", problem_since=None
    )
    if cured:
        record("connection.working", by=SYSTEM, connection=connection.pk)
    ours.filter(seldom).update(**times)
