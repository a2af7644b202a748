from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from helpdesk.processes import account, leftovers, lock, places, postgres, simulated, web
from helpdesk.processes.account import CannotStart
from helpdesk.processes.log import Log
from helpdesk.processes.supervisor import Supervisor


class Command(BaseCommand):
    help = "Start everything: database, broker, web, workers, clock and mail. Ctrl-C stops it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP):  # like Ctrl-C, until the supervisor listens itself
            signal.signal(number, signal.default_int_handler)
        try:
            up(Log(as_json=settings.PRODUCTION))
        except KeyboardInterrupt:
            self.stderr.write("Stopped before anything ran.")
        except lock.AlreadyRuns as refusal:
            self.stderr.write(str(refusal))
            sys.exit(3)
        except CannotStart as problem:
            self.stderr.write(f"Alur cannot start. {problem}")
            sys.exit(1)


def up(log: Log) -> None:
    with lock.take(settings.DATA_DIR, settings.BASE_URL):
        if leftovers.stop_all(settings.DATA_DIR):
            log.say("Stopped what a killed run had left behind.")
        owner = account.for_postgres()
        where = places.settle(settings.DATA_DIR, owner)
        if where != settings.SERVICES:  # the settings of this process name the old places
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606
        with _listen() as listening:
            _mail_could_listen()
            if not settings.ENV.database_url:
                log.say("Starting Postgres and Valkey …")
                postgres.create_cluster(where, owner)
                leftovers.forget_dead_postmaster(where.cluster)
            if settings.DEMO:
                os.environ.update(simulated.addresses(os.environ))  # for all that is started from here
            supervisor = Supervisor(log=log, places=where, owner=owner, listening=listening.fileno())
            asyncio.run(supervisor.run())


def _listen() -> socket.socket:
    try:
        return web.listen(settings.BIND, settings.PORT)
    except OSError as error:
        raise _not_free("PORT", settings.PORT, error) from error


def _mail_could_listen() -> None:
    """Its process would say so again and again, in the middle of a log, while no mail comes in."""
    try:
        web.listen(settings.BIND, settings.SMTP_PORT).close()
    except OSError as error:
        raise _not_free("SMTP_PORT", settings.SMTP_PORT, error) from error


def _not_free(name: str, port: int, error: OSError) -> CannotStart:
    return CannotStart(
        f"Port {port} on {settings.BIND} is not free ({error.strerror}). Set {name} to another."
    )
