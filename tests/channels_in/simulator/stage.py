"""The demo on a small scale: the doors, the providers and the workers, a turn of each when it is wanted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from channels_in.chat import fetch, names
from channels_in.models import Connection, MediaFetch, NameFetch, Receipt
from channels_in.simulator import memory, moods
from channels_in.simulator.acts import Act, Person
from channels_in.simulator.host import Host
from channels_in.simulator.manners.table import MANNERS
from channels_in.simulator.phone_acts import Wish, do
from channels_in.simulator.screen import Screen, screen_of
from helpdesk import provider_environment
from helpdesk.demo import doors
from helpdesk.processes import simulated
from tests.builders import a_team
from tests.channels_in.mails import send_due, work
from tickets.models import Delivery

PEOPLE = {
    "whatsapp": "6281234567801",
    "messenger": "5614879045272581",
    "instagram": "1784023344556617",
    "telegram": "451203377",
    "line": "U206d25c2ea6bd87c17655609a1c37cb8",
    "sms": "+6281234567801",
}
PATIENCE = 15.0


@dataclass
class Stage:
    host: Host

    def connection(self, kind: str) -> Connection:
        return Connection.objects.select_related("channel").get(channel__kind=kind)

    def person(self, kind: str) -> Person:
        return Person(address=PEOPLE[kind], name="Hendra Saputra")

    def says(self, kind: str, text: str = "Sofa saya retak", /, **wish: Any) -> Act:
        wanted = Wish(**{"kind": "text", "text": text, **wish})
        return do(self.connection(kind), self.person(kind), wanted)

    def screen(self, kind: str) -> Screen:
        return screen_of(memory.lines_of(self.connection(kind).channel_id, PEOPLE[kind]))

    def goes_on(self) -> None:
        self.host.turn()
        work()
        send_due()
        MediaFetch.objects.filter(state="pending").update(due_at=timezone.now())
        for channel in set(MediaFetch.objects.filter(state="pending").values_list("channel_id", flat=True)):
            fetch.fetch_due(channel)
        for channel in set(NameFetch.objects.due().values_list("channel_id", flat=True)):
            names.ask_due(channel)

    def until(self, holds: Callable[[], Any]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, self.told()
            self.goes_on()
            time.sleep(0.05)

    def told(self) -> str:
        """For whoever reads a failed test."""
        receipts = list(Receipt.objects.values_list("state", "last_error"))
        fetches = list(MediaFetch.objects.values_list("state", "last_error"))
        deliveries = list(Delivery.objects.values_list("status", "reason", "detail"))
        return f"{receipts} {fetches} {deliveries}"


def a_demo(settings: Any, data: Path) -> None:
    settings.DEMO, settings.DATA_DIR = True, data
    settings.PROVIDERS = provider_environment.read(simulated.addresses({}))
    doors.make(a_team())


@contextmanager
def a_stage(settings: Any, server: Any, data: Path) -> Iterator[Stage]:
    """`server`: pytest-django's, whose doors the providers knock at."""
    a_demo(settings, data)
    settings.BIND, settings.PORT = server.thread.host, server.thread.port
    settings.BASE_URL = server.url
    host = Host()
    try:
        host.turn()
        yield Stage(host)
    finally:
        for kind in MANNERS:
            moods.choose(kind, "well")
        host.close()
