"""Tickets that come in by the signed API, routed and given to somebody."""

from __future__ import annotations

import asyncio
import uuid

from helpdesk.bench.goal import Bench
from helpdesk.bench.hooks import Client, a_hook, a_message
from helpdesk.bench.quiet import until_quiet
from tickets.models import Message


def tickets_for(bench: Bench, goal: str, *, team: int, count: int) -> list[int]:
    hook, run = a_hook(goal, team=team), f"opening-{uuid.uuid4().hex[:8]}"

    async def post() -> None:
        client = Client(bench.port)
        for number in range(count):
            await client.post_until_kept(hook, a_message(f"{run}-{number}"))
        client.close()

    asyncio.run(post())
    until_quiet()
    return list(
        Message.objects.filter(channel=hook.channel, provider_id__startswith=run)
        .order_by("pk")
        .values_list("ticket_id", flat=True)
    )
