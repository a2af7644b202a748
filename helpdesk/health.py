"""How the installation is: the same measurements for /readyz, `manage.py doctor` and whoever watches.

The broker being away is *degraded*, not unready: the doors still take everything in, the sweep catches up.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.db.models.functions import Now
from django.utils import timezone

from channels_in.models import Connection, Receipt
from events.claimable import Claimable
from events.models import Reaction
from helpdesk.processes import addresses, alive
from routing.models import Clock, Recomputation
from tickets.models import Delivery

Verdict = Literal["ok", "degraded", "failing"]

DISK_LEAST = 0.05  # of the data folder's disk: below it nothing new is acknowledged safely
OLDEST = {"receipt": 60, "reaction": 60, "delivery": 600, "clock": 60}  # seconds: beyond is degraded
TOUCHING = ("worker", "learner", "beat", "mail")
BEGAN = time.monotonic()
START_SECONDS = 60.0  # the others start after the first page


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    name: str
    verdict: Verdict
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    checks: list[Check]

    @property
    def is_ready(self) -> bool:
        return all(check.verdict != "failing" for check in self.checks)

    @property
    def status(self) -> str:
        if not self.is_ready:
            return "unready"
        return "ready" if all(check.verdict == "ok" for check in self.checks) else "degraded"


def measure() -> Health:
    """Every check, each on its own: one that cannot be made is a failing one, with the kind of its error."""
    return Health(checks=[_guarded(check) for check in CHECKS])


def _guarded(check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as error:
        verdict: Verdict = "degraded" if check is broker else "failing"
        return Check(name=check.__name__, verdict=verdict, facts={"error": type(error).__name__})


def database() -> Check:
    """Reads, writes, and agrees with our clock within five seconds."""
    with connection.cursor() as sql:
        sql.execute("create temporary table if not exists readiness (n int) on commit delete rows")
        sql.execute("insert into readiness values (1)")
        sql.execute("select clock_timestamp(), current_setting('server_version')")
        their_time, version = sql.fetchone()
    skew = abs((timezone.now() - their_time).total_seconds())
    return Check(
        name="database",
        verdict="ok" if skew <= 5 else "degraded",
        facts={"version": version, "clock_skew_seconds": round(skew, 3)},
    )


def migrations() -> Check:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Check(name="migrations", verdict="failing" if waiting else "ok", facts={"waiting": waiting})


def disk() -> Check:
    usage = shutil.disk_usage(settings.DATA_DIR)
    free = usage.free / usage.total
    return Check(
        name="disk",
        verdict="ok" if free > DISK_LEAST else "failing",
        facts={"free_percent": round(free * 100, 1)},
    )


def broker() -> Check:
    """The socket is short-lived and time-boxed: a frozen Valkey must not hold a health check."""
    url = addresses.valkey(settings.ENV.redis_url, settings.SERVICES, number=0)
    client = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
    try:
        client.ping()
    finally:
        client.close()
    return Check(name="broker", verdict="ok")


def oldest_waiting() -> Check:
    """How long the oldest row of each kind has been due. Growing ages mean that no worker works."""
    ages = {
        "receipt": _oldest(Receipt),
        "reaction": _oldest(Reaction),
        "delivery": _oldest(Delivery),
        "clock": _oldest(Clock),
    }
    late = any(age is not None and age > OLDEST[name] for name, age in ages.items())
    return Check(
        name="oldest_waiting",
        verdict="degraded" if late else "ok",
        facts={f"{name}_seconds": age for name, age in ages.items()},
    )


def _oldest(model: type[Claimable]) -> float | None:
    due = model._default_manager.filter(state="pending", due_at__lte=Now())
    oldest = due.aggregate(first=Min("due_at"))["first"]
    return None if oldest is None else round((timezone.now() - oldest).total_seconds(), 1)


def mailboxes() -> Check:
    """When each fetched mailbox was last looked into with success."""
    connections = Connection.objects.filter(channel__is_active=True, channel__kind="mail").select_related(
        "channel"
    )
    facts = {
        connection.channel.name: {
            "health": connection.health,
            "problem": connection.problem or None,
            "last_good_poll": connection.last_good_poll_at and connection.last_good_poll_at.isoformat(),
        }
        for connection in connections
    }
    failing = any(fact["health"] == Connection.Health.FAILING for fact in facts.values())
    return Check(name="mailboxes", verdict="degraded" if failing else "ok", facts=facts)


def channels() -> Check:
    """Those beside the mailboxes that something is wrong with. They say it themselves, on their pages."""
    active = Connection.objects.filter(channel__is_active=True).exclude(channel__kind="mail")
    failing = active.filter(health=Connection.Health.FAILING).select_related("channel").defer("secrets")
    facts = {one.channel.name: ", ".join(sorted(p["code"] for p in one.problems.values())) for one in failing}
    return Check(name="channels", verdict="degraded" if facts else "ok", facts=facts)


def processes() -> Check:
    """Who said lately that they work. One that cannot start, its port being taken, never says so."""
    if os.environ.get("ALUR_PROCESS") == "web" and time.monotonic() - BEGAN < START_SECONDS:
        return Check(name="processes", verdict="ok")
    silent = {name: why for name in TOUCHING if (why := alive.complaint(name, settings.DATA_DIR))}
    return Check(name="processes", verdict="degraded" if silent else "ok", facts=silent)


def dead_letters() -> Check:
    """What gave up and waits for a person, by kind."""
    counts = {
        name: model._default_manager.filter(state="dead").count()
        for name, model in (
            ("receipt", Receipt),
            ("reaction", Reaction),
            ("delivery", Delivery),
            ("clock", Clock),
            ("recount", Recomputation),
        )
    }
    silent = counts["clock"] + counts["recount"]  # promises that nobody is told of, or that stand wrong
    return Check(name="dead_letters", verdict="degraded" if silent else "ok", facts=counts)


CHECKS = (database, migrations, disk, broker, processes, oldest_waiting, mailboxes, channels, dead_letters)
