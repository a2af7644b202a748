from __future__ import annotations

from typing import Any

from celery.beat import Service
from django.core.management.base import BaseCommand

from helpdesk.celery import app
from helpdesk.processes.beat import AliveScheduler


class Command(BaseCommand):
    help = (
        "Give out what runs by the clock (helpdesk/celery.py). One such process per installation is enough."
    )

    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        Service(app, scheduler_cls=AliveScheduler).start()
