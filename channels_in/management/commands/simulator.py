from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from channels_in.simulator.host import Host


class Command(BaseCommand):
    help = "Play the providers of the demo's channels, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Providers are played in the demo alone (ALUR_DEMO=1).")
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        Host().run(stop)
