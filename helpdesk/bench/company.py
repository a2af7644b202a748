"""The company of a filled bench: 12 teams, 60 agents, a mail and an API channel, a policy."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from channels_in.models import Connection
from people.models import Agent, Calendar, Company, Customer, Identity, Membership, Presence, Role, Team
from routing.ladder import simple_ladder
from routing.models import SlaPolicy, SlaTarget
from tickets.models import Category, Channel, Priority

TEAMS, AGENTS, CUSTOMERS = 12, 60, 50_000
PASSWORD = "only for measuring, on loopback"  # noqa: S105
DAYS = ("mon", "tue", "wed", "thu", "fri")


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchCompany:
    teams: list[int]
    agents: list[int]
    mail: Channel
    api: Channel
    categories: list[int]
    policy: int


def found(*, customers: int = CUSTOMERS) -> BenchCompany:
    """Made once; found again on a second run. Goals have staff and channels of their own."""
    if not Company.objects.exists():
        _make(customers)
    return BenchCompany(
        teams=list(Team.objects.filter(name__startswith="Team ").order_by("id").values_list("id", flat=True)),
        agents=list(
            Agent.objects.filter(name__startswith="Agent ").order_by("id").values_list("id", flat=True)
        ),
        mail=Channel.objects.get(name="Mail"),
        api=Channel.objects.get(name="API"),
        categories=list(Category.objects.order_by("id").values_list("id", flat=True)),
        policy=SlaPolicy.objects.values_list("id", flat=True)[0],
    )


def _make(customers: int) -> None:
    Company.objects.create(name="Bench", ticket_prefix="B", language="en")
    calendar = Calendar.objects.create(
        name="Office", time_zone="Asia/Jakarta", hours={day: [["09:00", "17:00"]] for day in DAYS}
    )
    teams = Team.objects.bulk_create(
        Team(name=f"Team {n}", colour=n % 8 + 1, calendar=calendar) for n in range(TEAMS)
    )
    _make_agents(teams)
    _make_channels(teams[0])
    Category.objects.bulk_create(
        Category(name=f"Topic {n}", key=f"topic-{n}", team=teams[n % TEAMS]) for n in range(10)
    )
    _make_policy(calendar)
    _make_customers(customers)


def _make_agents(teams: list[Team]) -> None:
    password = make_password(PASSWORD)
    agents = Agent.objects.bulk_create(
        [
            *(
                Agent(email=f"agent{n}@bench.example", name=f"Agent {n}", password=password, language="en")
                for n in range(AGENTS)
            ),
            Agent(
                email="admin@bench.example", name="Admin", password=password, role=Role.ADMIN, language="en"
            ),
            Agent(
                email="supervisor@bench.example",
                name="Lead",
                password=password,
                role=Role.SUPERVISOR,
                language="en",
            ),
        ]
    )
    Membership.objects.bulk_create(
        Membership(agent=agent, team=team)
        for n, agent in enumerate(agents)
        for team in {teams[n % TEAMS], teams[(n + 1) % TEAMS], teams[(n + 5) % TEAMS]}
    )
    Presence.objects.bulk_create(Presence(agent=agent) for agent in agents)


def _make_channels(team: Team) -> None:
    mail = Channel.objects.create(name="Mail", kind="mail", team=team, language="en", undo_seconds=0)
    Connection.objects.create(
        channel=mail, address="help@bench.example", options={"receives": "smtp"}, secrets={}
    )
    api = Channel.objects.create(name="API", kind="api", team=team, language="en", undo_seconds=0)
    Connection.objects.create(channel=api, secrets={"signing": ["bench signing secret, on loopback only"]})


def _make_policy(calendar: Calendar) -> None:
    policy = SlaPolicy.objects.create(name="Everybody", calendar=calendar, ladder=simple_ladder([75, 90]))
    minutes = {"first_response": 60, "next_response": 120, "resolution": 960}
    SlaTarget.objects.bulk_create(
        SlaTarget(policy=policy, metric=metric, priority=priority, minutes=minutes[metric])
        for metric in minutes
        for priority in Priority.values
    )


def _make_customers(count: int) -> None:
    began = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    customers = Customer.objects.bulk_create(
        (Customer(name=f"Customer {n}", language="en", created_at=began) for n in range(count)),
        batch_size=5_000,
    )
    Identity.objects.bulk_create(
        (
            Identity(customer=customer, kind="mail", address=f"customer{n}@people.example", created_at=began)
            for n, customer in enumerate(customers)
        ),
        batch_size=5_000,
    )
