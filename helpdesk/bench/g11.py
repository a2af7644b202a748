"""G11: from a signed request to the sockets of the agents who hear whose ticket it is now."""

from __future__ import annotations

import asyncio
import threading
import time
import uuid
from collections.abc import Sequence
from typing import Any

from events.models import Event
from helpdesk.bench.colleague import Colleague
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.hooks import Client, Hook, a_hook, a_whatsapp
from helpdesk.bench.openings import tickets_for
from helpdesk.bench.pages import Crowd, Heard, session_of
from helpdesk.bench.quiet import until_quiet
from helpdesk.bench.staff import Staff, staff_of
from helpdesk.bench.timing import spread
from helpdesk.bench.webchat_hook import a_web_chat
from tickets.models import Message

AGENTS, ROOM = 20, 500
STEADY, PER_SECOND = 200, 20
BURST, TOGETHER = 1_000, 8
MOST_STEADY, MOST_IN_BURST = 1_000.0, 3_000.0
NOTE_EVERY = 1.0  # seconds, by somebody who works during the burst
AFTER = 1.0  # seconds for the last push


def measure(bench: Bench) -> Result:
    staff = staff_of("G11", teams=1, agents=AGENTS, capacity=ROOM)
    return _measured(bench, staff, a_hook("G11", team=staff.teams[0]), goal="G11")


def measure_whatsapp(bench: Bench) -> Result:
    staff = staff_of("G11", teams=1, agents=AGENTS, capacity=ROOM)
    return _measured(bench, staff, a_whatsapp("G11", team=staff.teams[0]), goal="G11-WhatsApp")


def measure_web_chat(bench: Bench) -> Result:
    staff = staff_of("G11", teams=1, agents=AGENTS, capacity=ROOM)
    visitors = bench.some(STEADY) + bench.some(BURST)
    hook = a_web_chat("G11", team=staff.teams[0], port=bench.port, visitors=visitors)
    return _measured(bench, staff, hook, goal="G11-webchat")


def _measured(bench: Bench, staff: Staff, hook: Hook, *, goal: str) -> Result:
    (ticket,) = tickets_for(bench, "G11", team=staff.teams[0], count=1)
    sessions = [session_of(agent) for agent in staff.agents]
    writer = Colleague(bench.port, sessions[0], ticket)
    before = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
    crowd = Crowd(bench.port, sessions)
    until_quiet()
    steady = asyncio.run(_steadily(bench, hook, bench.some(STEADY)))
    until_quiet()
    with _Working(writer) as working:
        burst = asyncio.run(_at_once(bench, hook, bench.some(BURST)))
        until_quiet()
    time.sleep(AFTER)
    heard = crowd.end()
    told = _told(heard)
    calm, in_burst = _spread(hook, steady, told), _spread(hook, burst, told)
    notes = _notes(heard, ticket, before, working.began)
    return Result(
        goal=goal,
        met=calm["p95"] <= MOST_STEADY
        and in_burst["p95"] <= MOST_IN_BURST
        and not (calm["untold"] or in_burst["untold"]),
        wanted=f"p95 <= 1 s at {PER_SECOND} a second, <= 3 s for {BURST} at once",
        figure=calm["p95"],
        floor=notes["p50"],
        facts={"steady": calm, "burst": in_burst, "notes_during_burst": notes},
    )


async def _steadily(bench: Bench, hook: Hook, count: int) -> dict[str, float]:
    """Name of each message → when it was sent off."""
    clients = [Client(bench.port) for _ in range(TOGETHER)]
    run, began = f"steady-{uuid.uuid4().hex[:8]}", time.time()
    names = {f"{run}-{n}": began + n / PER_SECOND for n in range(count)}

    async def post(client: Client, mine: Sequence[str]) -> None:
        for name in mine:
            await asyncio.sleep(max(0.0, names[name] - time.time()))
            await client.post_until_kept(hook, hook.write(name))

    wanted = list(names)
    await asyncio.gather(*(post(client, wanted[n::TOGETHER]) for n, client in enumerate(clients)))
    for client in clients:
        client.close()
    return names


async def _at_once(bench: Bench, hook: Hook, count: int) -> dict[str, float]:
    clients = [Client(bench.port) for _ in range(TOGETHER)]
    run = f"burst-{uuid.uuid4().hex[:8]}"
    sent: dict[str, float] = {}

    async def post(client: Client, first: int) -> None:
        for number in range(first, count, TOGETHER):
            name = f"{run}-{number}"
            sent[name] = time.time()
            await client.post_until_kept(hook, hook.write(name))

    await asyncio.gather(*(post(client, n) for n, client in enumerate(clients)))
    for client in clients:
        client.close()
    return sent


class _Working:
    """A colleague who writes a note every second: what people wait for must not stand behind the burst."""

    def __init__(self, writer: Colleague) -> None:
        self._writer = writer
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self.began: list[float] = []

    def __enter__(self) -> _Working:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(30)

    def _write(self) -> None:
        while not self._over.wait(NOTE_EVERY):
            self.began.append(self._writer.write()[1])


def _told(heard: Sequence[Heard]) -> dict[int, float]:
    """Ticket → when the last of the pages heard whose it is now."""
    told: dict[int, float] = {}
    for page in heard:
        for fact in page.heard:
            if fact["kind"] == "ticket.assigned":
                told[fact["ticket"]] = max(told.get(fact["ticket"], 0.0), fact["at"])
    return told


def _spread(hook: Hook, sent: dict[str, float], told: dict[int, float]) -> dict[str, Any]:
    known = {hook.known_as(name): at for name, at in sent.items()}
    rows = Message.objects.filter(channel=hook.channel, provider_id__in=list(known))
    tickets = dict(rows.values_list("provider_id", "ticket_id"))
    late = [told[tickets[name]] - at for name, at in known.items() if tickets.get(name) in told]
    took = max(sent.values()) - min(sent.values())
    return {
        **spread(late or [60.0]).as_dict(),
        "untold": len(sent) - len(late),
        "sent_per_second": round(len(sent) / took, 1) if took else None,
    }


def _notes(heard: Sequence[Heard], ticket: int, before: int, began: list[float]) -> dict[str, float]:
    events = Event.objects.filter(ticket_id=ticket, kind="note.added", pk__gt=before).order_by("pk")
    started = dict(zip(events.values_list("pk", flat=True), began, strict=False))
    late = [
        fact["at"] - started[fact["event"]]
        for page in heard
        for fact in page.heard
        if fact["event"] in started
    ]
    return spread(late or [0.0]).as_dict()
