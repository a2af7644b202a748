from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from helpdesk.celery import app


class Command(BaseCommand):
    help = (
        "Give out what runs by the clock (helpdesk/celery.py). One such process per installation is enough."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        scheduler = "helpdesk.processes.beat:AliveScheduler"
        app.start(["--quiet", "beat", "--pidfile=", "--scheduler", scheduler])
