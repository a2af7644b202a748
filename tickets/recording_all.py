"""Many changes of many tickets at once, as record_on() records one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import connection

from events.models import Event
from events.record_all import Happened, record_all
from tickets.gathering import HappenedOn
from tickets.recording import told_to


def record_on_all(happened: Sequence[HappenedOn]) -> list[Event]:
    """In this order; the caller holds the tickets. Each event has a version of its own, as ever.

    The events that were written: what belongs to a ticket that is written together waits with the rest.
    """
    now: list[HappenedOn] = []
    for one in happened:
        (one.ticket.gathering.happened if one.ticket.gathering else now).append(one)
    _touch(now)
    return record_all([_with_version(one) for one in now])


def _touch(happened: Sequence[HappenedOn]) -> None:
    """Raise the versions in one statement; the tickets in memory stand before their first new version."""
    tickets = {one.ticket.pk: one.ticket for one in happened}
    times = Counter(one.ticket.pk for one in happened)
    if not times:
        return
    with connection.cursor() as sql:
        sql.execute(
            "update tickets_ticket t set version = t.version + v.times, updated_at = now() "
            "from unnest(%s::bigint[], %s::int[]) as v(id, times) where t.id = v.id "
            "returning t.id, t.version, t.updated_at",
            [list(times), list(times.values())],
        )
        for pk, version, updated_at in sql.fetchall():
            tickets[pk].version, tickets[pk].updated_at = version - times[pk], updated_at


def _with_version(one: HappenedOn) -> Happened:
    ticket = one.ticket
    ticket.version += 1
    return Happened(
        kind=one.kind,
        by=one.by,
        ticket_id=ticket.pk,
        customer_id=ticket.customer_id,
        data={"status": ticket.status, **one.data, "version": ticket.version},
        tell=[*told_to(ticket), *one.tell],
        facts={"version": ticket.version},
        at=one.at,
    )
