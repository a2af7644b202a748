"""Which processes make up an installation, and how each is started and stopped."""

from __future__ import annotations

import signal
import sys

from django.conf import settings

from helpdesk.processes import postgres, valkey
from helpdesk.processes.account import Account
from helpdesk.processes.child import Child
from helpdesk.processes.places import Places

WEB_PROCESSES = 2
MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]


def services(places: Places, owner: Account) -> list[Child]:
    """The embedded ones; none when a URL names a real server."""
    found = []
    if not settings.ENV.database_url:
        command = postgres.command(places, owner)
        # SIGINT is Postgres's fast stop: it ends sessions, keeps what is committed, and writes a checkpoint.
        found.append(
            Child(
                name="postgres",
                command=command,
                stop_signal=signal.SIGINT,
                grace=3.0,
                identity=owner.for_subprocess(),
                unsaid=["the database system is starting up", "terminating connection due to admin"],
            )
        )
    if not settings.ENV.redis_url:
        unsaid = ["Memory overcommit must be enabled", "scheduling shutdown", "ready to exit"]
        found.append(Child(name="valkey", command=valkey.command(places), grace=1.0, unsaid=unsaid))
    return found


def processes(listening: int) -> list[Child]:
    """What serves people, in the order of starting: a web process first."""
    found = [
        Child(
            name=f"web.{number}",
            command=[*MANAGE, "web", "--fd", str(listening)],
            pass_fds=[listening],
        )
        for number in range(1, WEB_PROCESSES + 1)
    ]
    return found + [Child(name=name, command=[*MANAGE, name]) for name in _others()]


def _others() -> tuple[str, ...]:
    return ("worker", "learner", "beat", "mail", *(("simulator",) if settings.DEMO else ()))


def job(*command: str) -> Child:
    """A command that ends by itself."""
    return Child(name=command[0], command=[*MANAGE, *command], keep_alive=False)
