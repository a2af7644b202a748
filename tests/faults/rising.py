"""Whether what is told of our replies only rises (R7)."""

from __future__ import annotations

import threading
from collections import defaultdict

from django.db import connection as database

from tests.faults import balance

RANK = {"queued": 0, "sending": 1, "unknown": 2, "sent": 3, "delivered": 4, "read": 5, "failed": 6}


class Watch(threading.Thread):
    """Looks all the time whether a delivery is less far than it was."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.regressed = 0
        self._reached: dict[object, int] = defaultdict(int)
        self._over = threading.Event()

    def __enter__(self) -> Watch:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join(20)

    def run(self) -> None:
        try:
            while not self._over.wait(0.2):
                for pk, status in balance.ask(
                    "select id, status from tickets_delivery order by id desc limit 400"
                ):
                    if RANK.get(str(status), 0) < self._reached[pk] and str(status) not in {
                        "queued",
                        "sending",
                    }:
                        self.regressed += 1
                    self._reached[pk] = max(self._reached[pk], RANK.get(str(status), 0))
        finally:
            database.close()
