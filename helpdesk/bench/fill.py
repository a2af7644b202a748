"""Fills a database by COPY: a fifth of the tickets live, a message and an unfired clock each."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from django.db import connection

from helpdesk.bench.company import CUSTOMERS, BenchCompany, found
from people.models import Customer
from tickets.models import Ticket

SEED = 20_260_101
VOCABULARY, TEXTS = 30_000, 20_000
# Of each hundred: 12 open, 5 pending, 3 on hold, 80 done.
STATUSES = ["open"] * 12 + ["pending"] * 5 + ["on_hold"] * 3 + ["resolved"] * 5 + ["closed"] * 75
BATCH = 50_000
FEWEST = 500  # customers
NOW = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
LATER = datetime.timedelta(days=400)  # the clocks lie there unfired

TICKET = """
    subject customer_id channel_id team_id assignee_id unassigned_reason
    category_id status priority priority_score priority_is_manual language
    version snippet unseen last_message_at created_at updated_at
    resolved_at closed_at next_due_at sla_state
""".split()  # noqa: SIM905 - a table reads better than a list
MESSAGE = """
    ticket_id channel_id direction author_kind customer_id from_name
    from_address recipients subject text quoted signature
    html has_remote_images is_auto_reply is_trusted remarks provider_id
    in_reply_to sent_at created_at
""".split()  # noqa: SIM905 - a table reads better than a list
CLOCK = """
    due_at attempts state last_error ticket_id metric
    cycle policy_id policy_facts target_seconds started_at deadline
    stop_reason threshold
""".split()  # noqa: SIM905 - a table reads better than a list


def fill(tickets: int) -> int:
    """Bring the database up to that many tickets; how many were added."""
    company = found(customers=min(CUSTOMERS, max(FEWEST, tickets // 4)))
    chance = random.Random(SEED)  # noqa: S311 - the same data every time
    texts = list(_texts(chance))
    customers = list(Customer.objects.values_list("id", flat=True)[:CUSTOMERS])
    there = Ticket.objects.count()
    for first in range(there, tickets, BATCH):
        size = min(BATCH, tickets - first)
        _copy("tickets_ticket", TICKET, (_ticket(chance, company, customers, texts) for _ in range(size)))
        fresh = list(Ticket.objects.order_by("-id").values_list("id", "customer_id", "created_at")[:size])
        _copy("tickets_message", MESSAGE, (_message(chance, company, row, texts) for row in fresh))
        _copy("routing_clock", CLOCK, (_clock(chance, company, row) for row in fresh))
    if tickets > there:
        _settle()
    return max(0, tickets - there)


def _texts(chance: random.Random) -> Iterator[str]:
    """15 to 70 words each, from a vocabulary whose words are as unevenly used as real ones."""
    letters = "abcdefghijklmnoprstuwy"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))
    for _ in range(TEXTS):
        yield " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(15, 70)))


def _ticket(
    chance: random.Random, company: BenchCompany, customers: list[int], texts: list[str]
) -> Iterable[Any]:
    status = chance.choice(STATUSES)
    created = NOW - datetime.timedelta(minutes=chance.randrange(400 * 24 * 60))
    done = created + datetime.timedelta(hours=20) if status in {"resolved", "closed"} else None
    assignee = chance.choice(company.agents) if done or chance.random() < 0.9 else None
    due = None if done else NOW + LATER + datetime.timedelta(minutes=chance.randrange(20_000))
    text = chance.choice(texts)
    return (
        text[:60], chance.choice(customers), company.mail.pk, chance.choice(company.teams), assignee,
        "" if assignee or done else "all_full", chance.choice(company.categories), status,
        chance.choice(("low", "normal", "normal", "high", "urgent")), chance.randrange(100), False, "en", 1,
        text[:120], 0, created, created, created, done, done if status == "closed" else None, due,
        "" if done else "ok",
    )  # fmt: skip


def _message(
    chance: random.Random, company: BenchCompany, row: tuple[int, int, Any], texts: list[str]
) -> Iterable[Any]:
    ticket, customer, created = row
    return (
        ticket, company.mail.pk, "inbound", "customer", customer, "Somebody", "somebody@people.example", "{}",
        "About my order", f"{chance.choice(texts)} INV-{ticket:08d}", "", "", "", False, False, True, "[]",
        f"{ticket}.bench@people.example", "[]", created, created,
    )  # fmt: skip


def _clock(chance: random.Random, company: BenchCompany, row: tuple[int, int, Any]) -> Iterable[Any]:
    ticket, _, created = row
    due = NOW + LATER + datetime.timedelta(minutes=chance.randrange(20_000))
    return (
        due, 0, "pending", "", ticket, "resolution", 1, company.policy, "{}", 57_600, created, due, "", 100,
    )  # fmt: skip


def _copy(table: str, columns: list[str], rows: Iterable[Iterable[Any]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _settle() -> None:
    """What autovacuum would have done by now."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
