"""G3: the ticket page with 20 and with 500 messages."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from helpdesk.bench.company import PASSWORD, found
from helpdesk.bench.floors import page_floor, raw_ticket_page
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.timing import Browser, timed
from tickets.models import Message, Ticket

SIZES = (20, 500)
TIMES = 100
MOST_MILLISECONDS, MOST_QUERIES = 35, 12


def measure(bench: Bench) -> Result:
    browser, times = Browser(bench.port), bench.some(TIMES)
    browser.sign_in("admin@bench.example", PASSWORD)
    facts: dict[str, object] = {"empty_page": page_floor(browser, times).as_dict()}
    worst, queries = 0.0, 0
    for size in SIZES:
        ticket = _a_ticket_with(size)
        path = f"/tickets/{ticket}/"
        pages = timed(lambda path=path: browser.get(path), times)  # type: ignore[misc]
        count = _queries(path)
        facts[f"messages_{size}"] = {
            **pages.as_dict(),
            "queries": count,
            "raw": raw_ticket_page(ticket, times).as_dict(),
        }
        worst, queries = max(worst, pages.p95), max(queries, count)
    floor = facts["empty_page"]["p95"]  # type: ignore[index]
    return Result(
        goal="G3",
        met=worst <= MOST_MILLISECONDS and queries <= MOST_QUERIES,
        wanted=f"p95 <= {MOST_MILLISECONDS} ms and <= {MOST_QUERIES} queries for 20 and for 500 messages",
        figure=worst,
        floor=floor,
        ratio=round(worst / floor, 2),
        facts={**facts, "queries": queries},
    )


def _a_ticket_with(size: int) -> int:
    """One of the filled tickets, given that many messages in turns."""
    subject = f"{size} messages"
    there = Ticket.objects.filter(subject=subject).first()
    if there:
        return there.pk
    ticket = Ticket.objects.active().order_by("id")[SIZES.index(size)]
    Ticket.objects.filter(pk=ticket.pk).update(subject=subject)
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            ticket=ticket,
            channel_id=ticket.channel_id,
            direction="inbound" if n % 2 else "outbound",
            author_kind="customer" if n % 2 else "agent",
            customer_id=ticket.customer_id if n % 2 else None,
            agent_id=None if n % 2 else found().agents[0],
            from_name="Somebody",
            text=f"Message {n}: the parcel is on its way and will arrive in the afternoon.",
            sent_at=now + timedelta(minutes=n),
            created_at=now + timedelta(minutes=n),
        )
        for n in range(size - 1)
    )
    return ticket.pk


def _queries(path: str) -> int:
    """How many the page asks, session and agent included, counted in this process."""
    from django.test import Client  # only here: it brings the test machinery with it

    from people.models import Agent

    client = Client(headers={"host": "localhost"})
    client.force_login(Agent.objects.get(email="admin@bench.example"))
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
