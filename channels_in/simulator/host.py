"""The simulator's process, in the demo alone: providers on loopback, and the courier of their hooks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections

from channels_in.fakes.server import HOST, served
from channels_in.models import Connection
from channels_in.simulator import courier, moods
from channels_in.simulator.manners.table import MANNERS, PROVIDERS
from channels_in.simulator.provider import Provider
from channels_in.simulator.telephones import telephones
from tickets.models import ChannelKind

ROUND = 0.15  # seconds
LOOK_AGAIN = 1.0  # seconds after which a channel that was changed is known
log = logging.getLogger(__name__)


@dataclass
class Host:
    """`ours`: by channel; read by the providers' threads, replaced whole."""

    ours: dict[int, Connection] = field(default_factory=dict)
    calls: list[Connection] = field(default_factory=list)  # of telephones
    _open: dict[str, ExitStack] = field(default_factory=dict)
    _providers: dict[str, Provider] = field(default_factory=dict)
    _looked_at: float = 0.0

    def run(self, stop: threading.Event) -> None:
        try:
            while not stop.wait(ROUND):
                self.turn()
        finally:
            self.close()

    def close(self) -> None:
        for name in list(self._open):
            self._shut(name)

    def turn(self) -> None:
        """Whatever is wrong with one round, the next one comes."""
        try:
            self._look()
            self._mind_the_moods()
            courier.go(self.ours)
            telephones.turn(self.calls)
        except (DatabaseError, InterfaceError, OSError) as error:
            log.warning("A round of the simulator failed: %s", type(error).__name__)

    def _look(self) -> None:
        if time.monotonic() - self._looked_at < LOOK_AGAIN:
            return
        close_old_connections()
        found = Connection.objects.filter(channel__kind__in=MANNERS).select_related("channel")
        self.ours = {one.channel_id: one for one in found.order_by("pk")}
        self.calls = list(_telephones())
        self._looked_at = time.monotonic()

    def _mind_the_moods(self) -> None:
        """One that is dead has its port closed: nobody can connect."""
        for name, kinds in PROVIDERS.items():
            is_dead = any(moods.mood_of(kind) == "dead" for kind in kinds)
            if is_dead and name in self._open:
                self._shut(name)
            elif not is_dead and name not in self._open:
                self._serve(name)

    def _serve(self, name: str) -> None:
        port = port_of(name)
        if port is None:
            return
        provider = self._providers.setdefault(
            name, Provider(kinds=PROVIDERS[name], ours=lambda: list(self.ours.values()))
        )
        with ExitStack() as stack:
            stack.enter_context(served(provider, port=port))
            self._open[name] = stack.pop_all()

    def _shut(self, name: str) -> None:
        self._open.pop(name).close()


def _telephones() -> Iterable[Connection]:
    ours = Connection.objects.filter(channel__kind=ChannelKind.VOICE, channel__is_active=True)
    return ours.select_related("channel").order_by("pk")


def port_of(name: str) -> int | None:
    """None: what stands there is no provider of ours."""
    parts = urlsplit(str(getattr(settings.PROVIDERS, name)))
    return parts.port if parts.hostname == HOST else None
