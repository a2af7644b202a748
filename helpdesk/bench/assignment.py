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
from people.models import Agent, Customer, Membership, Presence, Team
from routing.offers import drain_portion
from tickets.models import Ticket

WORKERS, TICKETS, TEAMS, AGENTS, CAPACITY = 8, 10_000, 12, 60, 250
SECONDS = 15.0
FLOOR_SECONDS = 5.0
WANTED = 0.25
NAME = "G8"  # what the bench's own teams and agents are called


def g8(*, tickets: int = TICKETS, seconds: float = SECONDS) -> dict[str, Any]:
    """As Result wants it. One of the workers is killed on the way; what came of it, the database says."""
    floor = _raw_claims(seconds=FLOOR_SECONDS)
    teams = _company()
    first = _waiting(teams, tickets)
    work_together("helpdesk.bench.assignment.hand_out", workers=WORKERS, seconds=seconds, kill=True)
    given = Event.objects.filter(kind="ticket.assigned", ticket_id__gte=first)
    rate = _rate(given)
    doubled = given.values("ticket_id").annotate(times=Count("pk")).filter(times__gt=1).count()
    over = _over_capacity()
    return {
        "goal": "G8",
        "met": bool(rate >= WANTED * floor and not doubled and not over),
        "wanted": f">= {WANTED} x raw claims, 0 double, 0 over capacity, one worker killed",
        "figure": rate,
        "floor": floor,
        "ratio": round(rate / floor, 3) if floor else None,
        "facts": {
            "given": given.count(),
            "waiting": tickets,
            "doubled": doubled,
            "over_capacity": over,
            "without_reason": Ticket.objects.unassigned().filter(unassigned_reason="").count(),
        },
    }


def hand_out(number: int) -> None:
    """What a worker does, for the teams in turn; each begins at another one."""
    teams = list(Team.objects.filter(name__startswith=NAME).order_by("pk").values_list("pk", flat=True))
    given = sum(drain_portion(teams[(number + n) % len(teams)]) for n in range(len(teams)))
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


def _raw_claims(*, seconds: float) -> float:
    """A second, by as many workers, on tables of their own."""
    with connection.cursor() as sql:
        sql.execute("drop table if exists bench_claim, bench_ticket, bench_log")
        sql.execute("create table bench_claim (id bigint primary key)")
        sql.execute("create table bench_ticket (id bigint primary key, assignee bigint)")
        sql.execute("create table bench_log (id bigserial primary key, ticket bigint, assignee bigint)")
        for table in ("bench_claim (id)", "bench_ticket (id)"):
            sql.execute(f"insert into {table} select generate_series(1, 100000)")  # our own names
        sql.execute("analyze bench_claim, bench_ticket")
    work_together("helpdesk.bench.assignment.claim_raw", workers=WORKERS, seconds=seconds)
    with connection.cursor() as sql:
        sql.execute("select count(*) from bench_log")
        done = int(sql.fetchone()[0])
        sql.execute("drop table bench_claim, bench_ticket, bench_log")
    return round(done / seconds, 1)


def _company() -> list[int]:
    """Teams and agents of its own, so that what else the database holds does not fill their hands."""
    teams = list(Team.objects.filter(name__startswith=NAME).order_by("pk"))
    if not teams:
        teams = Team.objects.bulk_create(Team(name=f"{NAME} team {n}") for n in range(TEAMS))
        agents = Agent.objects.bulk_create(
            Agent(email=f"{NAME}-{n}@bench.example".lower(), name=f"{NAME} {n}", capacity=CAPACITY)
            for n in range(AGENTS)
        )
        Membership.objects.bulk_create(
            Membership(agent=agent, team=team)
            for n, agent in enumerate(agents)
            for team in {teams[n % TEAMS], teams[(n + 1) % TEAMS], teams[(n + 5) % TEAMS]}
        )
        Presence.objects.bulk_create(Presence(agent=agent, status="available") for agent in agents)
    ours = Agent.objects.filter(name__startswith=NAME)
    Ticket.objects.filter(assignee__in=ours).update(
        assignee=None, status="closed", resolved_at=timezone.now(), closed_at=timezone.now()
    )
    return [team.pk for team in teams]


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
