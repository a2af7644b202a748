"""G8: ten thousand waiting tickets for sixty agents and eight workers, beside the same claims in bare SQL."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Max, Min
from django.utils import timezone

from events.models import Event
from helpdesk.bench.company import found
from helpdesk.bench.crew import work_together
from helpdesk.bench.goal import Bench, Result
from helpdesk.bench.processes import held_still
from helpdesk.bench.queries import queries_of
from helpdesk.bench.quiet import until_quiet
from helpdesk.bench.staff import staff_of
from people.models import Agent, Customer, Team
from routing.behind import PORTION
from routing.offers import drain_portion
from tickets.models import Ticket

WORKERS, TICKETS = 8, 10_000
TEAMS, AGENTS = 12, 60
ROOM = 0.95  # for so many of the tickets: the last ones must stay and say why
SECONDS, FLOOR_SECONDS = 15.0, 5.0
WANTED = 0.25
NAME = "G8"  # what the bench's own teams and agents are called


def measure(bench: Bench) -> Result:
    """One of the workers is killed on the way; what came of it, the database says."""
    tickets = bench.some(TICKETS)
    floor = _raw_claims(bench.workers(WORKERS), seconds=bench.seconds(FLOOR_SECONDS))
    staff = staff_of(NAME, teams=TEAMS, agents=AGENTS, capacity=max(1, int(ROOM * tickets / AGENTS)))
    until_quiet()
    with held_still("worker", under=bench.pid):
        first = _waiting(staff.teams, tickets)
        work_together(
            "helpdesk.bench.g8.hand_out",
            workers=bench.workers(WORKERS),
            seconds=bench.seconds(SECONDS),
            kill=True,
        )
    given = Event.objects.filter(kind="ticket.assigned", ticket_id__gte=first)
    rate = _rate(given)
    doubled = given.values("ticket_id").annotate(times=Count("pk")).filter(times__gt=1).count()
    over = _over_capacity()
    return Result(
        goal="G8",
        met=bool(rate >= WANTED * floor and not doubled and not over),
        wanted=f">= {WANTED} x raw claims, 0 double, 0 over capacity, one worker killed",
        figure=rate,
        floor=floor,
        ratio=round(rate / floor, 3) if floor else None,
        facts={
            "given": given.count(),
            "waiting": tickets,
            "room": staff.agents[0].capacity * AGENTS,
            "doubled": doubled,
            "over_capacity": over,
            "without_reason": Ticket.objects.unassigned().filter(unassigned_reason="").count(),
            "queries_per_ticket": _queries(staff.teams),
        },
    )


def _hand_out_together(bench: Bench) -> None:
    workers, seconds = bench.workers(WORKERS), bench.seconds(SECONDS)
    work_together("helpdesk.bench.g8.hand_out", workers=workers, seconds=seconds, kill=True)


def hand_out(number: int) -> None:
    """What a worker does, for the teams in turn; each begins at another one."""
    teams = list(Team.objects.filter(name__startswith=NAME).order_by("pk").values_list("pk", flat=True))
    given = sum(drain_portion(teams[(number + n) % len(teams)])[1] for n in range(len(teams)))
    if not given:
        time.sleep(0.05)


def claim_raw(number: int) -> None:
    """The least that handing out one ticket can be: take the claim, write the ticket, log it, commit."""
    with transaction.atomic(), connection.cursor() as sql:
        sql.execute(
            "delete from bench_claim where id = (select id from bench_claim order by id "
            "for update skip locked limit 1) returning id"
        )
        if row := sql.fetchone():
            sql.execute("update bench_ticket set assignee = %s where id = %s", [number, row[0]])
            sql.execute("insert into bench_log (ticket, assignee) values (%s, %s)", [row[0], number])


def _raw_claims(workers: int, *, seconds: float) -> float:
    """A second, by as many workers, on tables of their own."""
    with connection.cursor() as sql:
        sql.execute("drop table if exists bench_claim, bench_ticket, bench_log")
        sql.execute("create table bench_claim (id bigint primary key)")
        sql.execute("create table bench_ticket (id bigint primary key, assignee bigint)")
        sql.execute("create table bench_log (id bigserial primary key, ticket bigint, assignee bigint)")
        for table in ("bench_claim (id)", "bench_ticket (id)"):
            sql.execute(f"insert into {table} select generate_series(1, 100000)")  # our own names
        sql.execute("analyze bench_claim, bench_ticket")
    work_together("helpdesk.bench.g8.claim_raw", workers=workers, seconds=seconds)
    with connection.cursor() as sql:
        sql.execute("select count(*) from bench_log")
        done = int(sql.fetchone()[0])
        sql.execute("drop table bench_claim, bench_ticket, bench_log")
    return round(done / seconds, 1)


def _queries(teams: list[int]) -> float:
    """Of one portion, for each ticket of it."""
    Agent.objects.filter(name__startswith=NAME).update(capacity=500)
    _waiting(teams[:1], PORTION)
    return round(queries_of(lambda: drain_portion(teams[0])) / PORTION, 2)


def _waiting(teams: list[int], tickets: int) -> int:
    """The id of the first of them."""
    company, customer = found(), Customer.objects.order_by("pk").values_list("pk", flat=True)[0]
    now = timezone.now()
    made = Ticket.objects.bulk_create(
        (
            Ticket(
                subject=f"Waiting {n}",
                customer_id=customer,
                channel=company.mail,
                team_id=teams[n % len(teams)],
                unassigned_reason="routing",
                waiting_since=now,
                last_message_at=now,
                created_at=now,
                updated_at=now,
                next_due_at=now + timedelta(seconds=n),
                sla_state="ok",
            )
            for n in range(tickets)
        ),
        batch_size=2000,
    )
    with connection.cursor() as sql:
        sql.execute("analyze tickets_ticket")
    return made[0].pk


def _rate(given: Any) -> float:
    """Over the time from the first to the last."""
    times = given.aggregate(first=Min("created_at"), last=Max("created_at"))
    took = (times["last"] - times["first"]).total_seconds() if times["last"] else 0
    return round(given.count() / took, 1) if took else 0.0


def _over_capacity() -> int:
    loaded = Ticket.objects.loading().filter(assignee__name__startswith=NAME)
    per_agent = loaded.values("assignee").annotate(load=Count("pk"), most=F("assignee__capacity"))
    return sum(one["load"] > one["most"] for one in per_agent)
