"""R3, R7, R18 for all chats: replies leave once, what is told of them only rises, and a provider that is dead
hardly slows the others.
"""

from __future__ import annotations

import shutil
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
from tests.faults.chats import RATE, SHORT, ChatDoor, chat_doors
from tests.faults.company import a_member, a_team_of_its_own
from tests.faults.doors import text_of
from tests.faults.facts import Facts, hits_of
from tests.faults.load import Sent, markers, send_all
from tests.faults.rising import Watch
from tests.faults.site import Site

DEAD, BUSY = "telegram", "line"
UNNOTICED = 2.0  # seconds: a delay that nobody minds
TIMES = 2.0
PATIENCE = 60.0


def r18_a_dead_provider_hardly_slows_the_others(site: Site, seconds: float) -> Facts:
    """Everybody's replies, and again while one provider is dead and others tell all three times and late."""
    before, team = site.hits.copy(), a_team_of_its_own()
    agent = AgentBrowser(site.port, a_member(team, capacity=500).email)
    ways = chat_doors(site, team)
    each = max(2, int(seconds / 4))
    with _played(), Watch() as watch:
        with _hooks(site, ways, seconds) as told_calm:
            calm = _answered(ways, agent, each, first=0)
            _settled(calm, but="")
        balance.wait_until_drained(PATIENCE)
        moods.choose(DEAD, "dead")
        moods.choose("whatsapp", "doubles")
        with _hooks(site, ways, seconds) as told_loud:
            loud = _answered(ways, agent, each, first=100)
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
        "hooks": {"without": _yes(told_calm), "beside_a_dead_one": _yes(told_loud)},
        "drained_seconds": settled,
        "dead_one_caught_up_seconds": after,
        "faults": hits_of(site, before),
        "ok": not (lost or doubled or watch.regressed)
        and settled >= 0
        and after >= 0
        and busy <= max(TIMES * quiet, 1000 * UNNOTICED)
        and _yes(told_loud).get("p95", 0) <= max(TIMES * _yes(told_calm).get("p95", 0), 1000 * UNNOTICED),
    }


@contextmanager
def _hooks(site: Site, ways: list[ChatDoor], seconds: float) -> Iterator[list[Sent]]:
    """Fifty a second meanwhile, in a run of some length. What became of them, once they are over."""
    told: list[Sent] = []
    if seconds < SHORT:
        yield told
        return
    with ThreadPoolExecutor(1) as pool:
        load = pool.submit(send_all, ways, int(RATE * seconds), seconds=seconds, chance=site.chance)
        yield told
        told.append(load.result())


def _yes(told: list[Sent]) -> dict[str, float]:
    """How many hooks, and how long each yes took, in ms."""
    return {"taken": len(told[0].answers), **spread(told[0].answers).as_dict()} if told else {}


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


def _answered(ways: list[ChatDoor], agent: AgentBrowser, each: int, *, first: int) -> dict[str, str]:
    """Customers write on every chat, an agent answers all of these. Marker of the reply → kind."""
    found: dict[str, str] = {}
    said: list[str] = []
    for door in ways:
        for number, marker in enumerate(markers(each)):
            door.says(marker, first + number)
            said.append(text_of(marker))
    query = (
        "select distinct m.ticket_id, c.kind from tickets_message m join tickets_channel c"
        " on c.id = m.channel_id where m.text = any(%s)"
    )
    balance.wait_until(lambda: len(balance.ask(query, said)) == len(said), PATIENCE)
    rows = balance.ask(query, said)
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
