from __future__ import annotations

import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from helpdesk.processes import web


class Command(BaseCommand):
    help = "Answer browsers: pages and live updates."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fd", type=int, help="a socket that listens already, inherited from the supervisor"
        )

    def handle(self, *args: Any, fd: int | None = None, **options: Any) -> None:
        try:
            listening = web.listen(settings.BIND, settings.PORT) if fd is None else socket.socket(fileno=fd)
        except OSError as error:
            raise CommandError(
                f"PORT {settings.PORT} cannot be used: {error.strerror}. Choose another."
            ) from error
        web.serve(listening)
