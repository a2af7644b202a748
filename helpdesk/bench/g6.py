"""G6: a signed request is on disk before it is answered, beside a view that does nothing."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from helpdesk.bench import processes
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.hooks import Client, Hook, a_hook, a_whatsapp
from helpdesk.bench.quiet import until_quiet
from helpdesk.bench.staff import staff_of
from helpdesk.bench.timing import Spread, at_once, median
from helpdesk.bench.webchat_hook import a_web_chat
from tickets.models import Message, Ticket

TOGETHER = 8
POSTS, ROUNDS = 2_500, 3
REDELIVERED, TIMES = 100, 3
KILLED = 600  # posts around the kill
LEAST, MOST_P99 = 0.6, 100.0


def measure(bench: Bench) -> Result:
    staff = staff_of("G6", teams=1, agents=5, capacity=1)
    return _measured(bench, a_hook("G6", team=staff.teams[0]), goal="G6")


def measure_whatsapp(bench: Bench) -> Result:
    staff = staff_of("G6", teams=1, agents=5, capacity=1)
    return _measured(bench, a_whatsapp("G6", team=staff.teams[0]), goal="G6-WhatsApp")


def measure_web_chat(bench: Bench) -> Result:
    """Here the yes comes after the message has been worked off: the visitor's page shows it at once."""
    staff = staff_of("G6", teams=1, agents=5, capacity=1)
    visitors = bench.some(POSTS) + bench.some(REDELIVERED) + bench.some(KILLED)
    hook = a_web_chat("G6", team=staff.teams[0], port=bench.port, visitors=visitors)
    return _measured(bench, hook, goal="G6-webchat")


def _measured(bench: Bench, hook: Hook, *, goal: str) -> Result:
    until_quiet()
    twice = _redelivery(bench, hook)
    times = bench.rounds(ROUNDS)
    rounds = [asyncio.run(_round(bench, hook, bench.some(POSTS) // times)) for _ in range(times)]
    lost = _kill(bench, hook)
    until_quiet()
    ratio = median([rate / floor for floor, rate, _ in rounds])
    worst = median([spread.p99 for _, _, spread in rounds])
    return Result(
        goal=goal,
        met=ratio >= LEAST and worst <= MOST_P99 and not lost["lost"] and not twice["doubled"],
        wanted=f">= {LEAST} x a view that does nothing, p99 <= {MOST_P99:.0f} ms at c={TOGETHER}, "
        f"0 lost over a kill, 0 doubled after {TIMES}x delivery",
        figure=median([rate for _, rate, _ in rounds]),
        floor=median([floor for floor, _, _ in rounds]),
        ratio=ratio,
        facts={
            "p99": worst,
            "rounds": [{"floor": floor, "rate": rate, **spread.as_dict()} for floor, rate, spread in rounds],
            **lost,
            **twice,
        },
    )


async def _round(bench: Bench, hook: Hook, posts: int) -> tuple[float, float, Spread]:
    """Requests a second: nothing done, kept; and how long the latter took."""
    clients = [Client(bench.port) for _ in range(TOGETHER)]
    run = uuid.uuid4().hex[:8]

    async def nothing(client: Client, number: int) -> None:
        await client.ask("GET", "/bench/trivial/")

    async def keep(client: Client, number: int) -> None:
        status, answer = await client.post(hook, hook.write(f"{run}-{number}"))
        if status != hook.kept:
            raise RuntimeError(f"The door answered {status}: {answer}")

    await _spread_over(clients, nothing, TOGETHER * 4)
    _, floor = await _spread_over(clients, nothing, posts)
    spread, rate = await _spread_over(clients, keep, posts)
    for client in clients:
        client.close()
    return floor, rate, spread


async def _spread_over(
    clients: Sequence[Client], ask: Callable[[Client, int], Awaitable[Any]], requests: int
) -> tuple[Spread, float]:
    free = list(clients)

    async def one(number: int) -> None:
        client = free.pop()
        try:
            await ask(client, number)
        finally:
            free.append(client)

    return await at_once(one, requests, together=len(clients))


def _redelivery(bench: Bench, hook: Hook) -> dict[str, Any]:
    """The same messages several times at once, as a provider does that missed our answers."""
    count, run = bench.some(REDELIVERED), f"again-{uuid.uuid4().hex[:8]}"
    names = [f"{run}-{number // TIMES}" for number in range(count * TIMES)]
    asyncio.run(_post_all(bench, hook, names))
    until_quiet()
    messages = _of(hook, set(names))
    tickets = Ticket.objects.filter(channel=hook.channel, messages__in=messages).distinct()
    return {
        "delivered": f"{TIMES} x {count}",
        "doubled": messages.count() + tickets.count() - 2 * count,
        "missing": count - messages.values("provider_id").distinct().count(),
    }


def _kill(bench: Bench, hook: Hook) -> dict[str, Any]:
    """Every web process dies on the way; what was answered with yes must be there."""
    count, run = bench.some(KILLED), f"killed-{uuid.uuid4().hex[:8]}"
    names = [f"{run}-{number}" for number in range(count)]
    kept = asyncio.run(_post_all(bench, hook, names, kill_after=count // 3))
    _wait_for_web(bench)
    until_quiet()
    return {"kept_over_a_kill": len(kept), "lost": len(kept) - _of(hook, kept).count()}


def _of(hook: Hook, names: Iterable[str]) -> QuerySet[Message]:
    known = [hook.known_as(name) for name in names]
    return Message.objects.filter(channel=hook.channel, provider_id__in=known)


async def _post_all(
    bench: Bench, hook: Hook, names: Sequence[str], *, kill_after: int | None = None
) -> list[str]:
    """Those that were answered with yes."""
    clients = [Client(bench.port) for _ in range(TOGETHER)]
    kept: list[str] = []

    async def post(client: Client, number: int) -> None:
        await client.post_until_kept(hook, hook.write(names[number]))
        kept.append(names[number])
        if len(kept) == kill_after:
            processes.kill("web", under=bench.pid)

    await _spread_over(clients, post, len(names))
    for client in clients:
        client.close()
    return kept


def _wait_for_web(bench: Bench, seconds: float = 30) -> None:
    """Until both of them are back."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and len(processes.called("web", under=bench.pid)) < 2:
        time.sleep(0.2)
    time.sleep(2)  # Python's own start
