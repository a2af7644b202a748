"""Locks that live in the database and die with whoever holds them: no lease to guess, nothing to clean up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from zlib import crc32

from django.db import connection


@contextmanager
def only_one(what: str, number: int, *, waits: bool = False) -> Iterator[bool]:
    """True while this worker alone does `what` for `number`; False if another does and we do not wait.

    Held by the session, not by a transaction: what it guards may take many transactions, or none.
    """
    keys = [_signed(crc32(what.encode())), _signed(number)]
    if waits:
        _ask("select pg_advisory_lock(%s, %s)", keys)
        held = True
    else:
        held = bool(_ask("select pg_try_advisory_lock(%s, %s)", keys))
    try:
        yield held
    finally:
        if held and connection.connection is not None and not connection.needs_rollback:
            _ask("select pg_advisory_unlock(%s, %s)", keys)


@contextmanager
def one_of(most: int, what: str) -> Iterator[bool]:
    """True while no more than so many do `what` at the same time, on however many machines."""
    with ExitStack() as held:
        yield any(held.enter_context(only_one(what, place)) for place in range(most))


def _ask(query: str, keys: list[int]) -> object:
    with connection.cursor() as sql:
        sql.execute(query, keys)
        return sql.fetchone()[0]


def _signed(number: int) -> int:
    """Postgres takes two signed 32-bit keys."""
    number &= 0xFFFFFFFF
    return number - (1 << 32) if number >= 1 << 31 else number
