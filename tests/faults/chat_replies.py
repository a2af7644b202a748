"""R3, R7, R18 for all chats: replies leave once, what is told of them only rises, and a provider that is dead
hardly slows the others.
"""

from __future__ import annotations

import shutil
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection as database

from channels_in.simulator import memory, moods
from channels_in.simulator.host import Host
from channels_in.simulator.manners.table import MANNERS
from channels_in.simulator.screen import screen_of
from channels_in.simulator.sink_place import folder
from helpdesk.bench.timing import spread
from tests.faults import balance
from tests.faults.agent import AgentBrowser
from tests.faults.chats import ChatDoor, chat_doors
from tests.faults.company import a_member, a_team_of_its_own
from tests.faults.facts import Facts, hits_of
from tests.faults.load import markers
from tests.faults.site import Site

DEAD, BUSY = "telegram", "line"
UNNOTICED = 2.0  # seconds: a delay that nobody minds
TIMES = 2.0
PATIENCE = 60.0
RANK = {"queued": 0, "sending": 1, "unknown": 2, "sent": 3, "delivered": 4, "read": 5, "failed": 6}


def r18_a_dead_provider_hardly_slows_the_others(site: Site, seconds: float) -> Facts:
    """Everybody's replies, and again while one provider is dead and others tell all three times and late."""
    before, team = site.hits.copy(), a_team_of_its_own()
    agent = AgentBrowser(site.port, a_member(team, capacity=500).email)
    ways = chat_doors(site, team)
    each = max(2, int(seconds / 4))
    with _played(), _Watch() as watch:
        calm = _answered(site, ways, agent, each, first=0)
        _settled(calm, but="")
        moods.choose(DEAD, "dead")
        moods.choose("whatsapp", "doubles")
        loud = _answered(site, ways, agent, each, first=100)
        settled = _settled(loud, but=DEAD)
        moods.choose(DEAD, "well")
        _hurry()
        after = _settled(loud, but="")
        doubled, lost = _on_phones(ways, {**calm, **loud})
    quiet, busy = _delays(calm, but=DEAD), _delays(loud, but=DEAD)
    return {
        "accepted": len(calm) + len(loud),
        "lost": lost,
        "doubled": doubled,
        "regressed": watch.regressed,
        "sent_ms": {"without": quiet, "beside_a_dead_one": busy},
        "drained_seconds": settled,
        "dead_one_caught_up_seconds": after,
        "faults": hits_of(site, before),
        "ok": not (lost or doubled or watch.regressed)
        and settled >= 0
        and after >= 0
        and busy <= max(TIMES * quiet, 1000 * UNNOTICED),
    }


@contextmanager
def _played() -> Iterator[None]:
    """The providers, in this process."""
    stop, host = threading.Event(), Host()
    shutil.rmtree(folder(), ignore_errors=True)

    def run() -> None:
        try:
            host.run(stop)
        finally:
            database.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        for kind in MANNERS:
            moods.choose(kind, "well")
        stop.set()
        thread.join(20)


class _Watch(threading.Thread):
    """Looks all the time whether a delivery is less far than it was."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.regressed = 0
        self._reached: dict[object, int] = defaultdict(int)
        self._over = threading.Event()

    def __enter__(self) -> _Watch:
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


def _answered(
    site: Site, ways: list[ChatDoor], agent: AgentBrowser, each: int, *, first: int
) -> dict[str, str]:
    """Customers write on every chat, an agent answers all. Marker of the reply → kind."""
    last, found = balance.last_message(), {}
    for door in ways:
        for number, marker in enumerate(markers(each)):
            door.says(marker, first + number)
    balance.wait_until_drained(PATIENCE)
    rows = balance.ask(
        "select distinct m.ticket_id, c.kind from tickets_message m join tickets_channel c"
        " on c.id = m.channel_id where m.id > %s and m.direction = 'inbound'",
        last,
    )
    for ticket, kind in rows:
        marker = markers(1)[0]
        agent.post_until_answered(
            f"/tickets/{ticket}/replies/", text=f"Our reply {marker}", client_key=uuid.uuid4(), confirm="on"
        )
        found[marker] = str(kind)
    return found


def _settled(replies: dict[str, str], *, but: str) -> float:
    """Seconds until all are out, of every kind but one."""
    texts = [f"Our reply {marker}" for marker, kind in replies.items() if kind != but]
    query = (
        "select count(*) from tickets_delivery d join tickets_message m on m.id = d.message_id"
        " where m.text = any(%s) and d.status in ('queued', 'sending')"
    )
    return balance.wait_until(lambda: balance.number(query, texts) == 0, PATIENCE)


def _hurry() -> None:
    time.sleep(1)  # the provider is there again
    balance.ask("update tickets_delivery set due_at = now() where state = 'pending' returning id")


def _delays(replies: dict[str, str], *, but: str) -> float:
    """p95 in ms from the agent's click to the provider's yes."""
    texts = [f"Our reply {marker}" for marker, kind in replies.items() if kind != but]
    rows = balance.ask(
        "select extract(epoch from d.sent_at - m.created_at) from tickets_delivery d"
        " join tickets_message m on m.id = d.message_id where m.text = any(%s) and d.sent_at is not null",
        texts,
    )
    return spread([float(str(delay)) for (delay,) in rows] or [PATIENCE]).p95


def _on_phones(ways: list[ChatDoor], replies: dict[str, str]) -> tuple[int, int]:
    """How many replies stand there twice, and how many are said to be sent and stand nowhere."""
    seen: Counter[str] = Counter()
    for door in ways:
        channel = door.connection.channel_id
        for person in memory.people_of(channel):
            for bubble in screen_of(memory.lines_of(channel, person.address)).bubbles:
                seen.update(balance.markers_in(bubble.text))
    lost = [marker for marker in replies if not seen[marker] and _is_sent(marker)]
    return sum(1 for marker in replies if seen[marker] > 1), len(lost)


def _is_sent(marker: str) -> bool:
    query = (
        "select count(*) from tickets_delivery d join tickets_message m on m.id = d.message_id"
        " where m.text = %s and d.status in ('sent', 'delivered', 'read')"
    )
    return balance.number(query, f"Our reply {marker}") > 0
