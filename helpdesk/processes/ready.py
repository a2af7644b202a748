"""Has a service come up? Asked by a real connection, because a pid file or a port says nothing."""

from __future__ import annotations

import psycopg
import redis
from django.db import connection

from helpdesk.processes.addresses import DATABASE_NAME, DATABASE_USER, valkey
from helpdesk.processes.places import Places


def postgres_answers(places: Places, database: str = DATABASE_NAME) -> bool:
    """Also makes the database, once."""
    try:
        with psycopg.connect(
            host=str(places.sockets),
            user=DATABASE_USER,
            dbname="postgres",
            autocommit=True,
            connect_timeout=2,
        ) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
            if not known:
                connection.execute(
                    psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(database))
                )
    except psycopg.OperationalError:
        return False
    return True


def valkey_answers(places: Places) -> bool:
    try:
        with redis.Redis.from_url(valkey("", places, number=0), socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def nobody_works_here() -> bool:
    """Asked past Django's models: the supervisor does without the apps."""
    with psycopg.connect(**connection.get_connection_params()) as database:
        found = database.execute("SELECT FROM people_agent LIMIT 1").fetchone()
    return found is None
