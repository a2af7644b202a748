"""A disk and a database that have no room, or break at one table, for as long as a test says."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

NO_ROOM = "53100"  # disk_full
BROKEN = "58030"  # io_error


@contextmanager
def refusing(table: str, code: str = BROKEN) -> Iterator[None]:
    """PostgreSQL takes no new row into this table."""
    with connection.cursor() as sql:
        sql.execute(
            "create function refuse() returns trigger language plpgsql as"
            f" $$ begin raise exception using errcode = '{code}', message = 'no room'; end $$"
        )
        sql.execute(f"create trigger refuse before insert on {table} for each row execute function refuse()")
    try:
        yield
    finally:
        with connection.cursor() as sql:
            sql.execute(f"drop trigger refuse on {table}")
            sql.execute("drop function refuse()")


@contextmanager
def a_full_disk() -> Iterator[None]:
    """Folders there still are, but what is written into a file cannot be kept."""
    fsync = os.fsync

    def full(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(28, "No space left on device")
        fsync(descriptor)

    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(os, "fsync", full)
        yield
