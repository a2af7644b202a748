"""The company and its people first, so that somebody can sign in at once; then its history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from events.actors import SYSTEM
from helpdesk.config.document import load
from helpdesk.config.plan import apply
from helpdesk.config.sections import SECTIONS
from helpdesk.demo import chats, doors, escalations, history, names, rules, staff, telephone
from helpdesk.demo.history import Cast
from helpdesk.demo.last_events import note_last_events
from helpdesk.processes.demo_accounts import DemoAccount
from people.actions.change_customer import change_customer
from people.actions.create_agent import create_agent
from people.actions.save_holiday import take_over_national_holidays
from people.actions.save_organisation import create_organisation
from people.identity import identify
from people.models import Agent, Calendar, Company, Customer, Team
from tickets.models import Channel, Ticket

TICKETS, LATEST = 300, 22
SHOWN = ("agent", "supervisor", "admin")


@transaction.atomic
def found_company() -> list[DemoAccount]:
    """Made once: whatever people change of it is theirs. Who can still sign in by what is published."""
    if not Company.objects.exists():
        _found()
    return [account for account in _accounts() if _opens(account)]


def _found() -> None:
    file = Path(__file__).parent / "company.yaml"
    apply(load(file.read_text(), known=[section.name for section in SECTIONS]), by=SYSTEM)
    for name, tier, domains in names.ORGANISATIONS:
        create_organisation(by=SYSTEM, name=name, tier=tier, domains=domains)
    year = timezone.localdate().year
    for calendar in Calendar.objects.all():
        for some_year in (year, year + 1):
            take_over_national_holidays(calendar, by=SYSTEM, year=some_year)
    teams = {key: Team.objects.get(name=name) for key, name in names.TEAMS.items()}
    doors.make(teams["orders"])
    for name, local, role, member_of, language, capacity in names.AGENTS:
        create_agent(
            by=SYSTEM,
            email=f"{local}@{names.DOMAIN}",
            name=name,
            password=names.PASSWORD,
            role=role,
            language=language,
            capacity=capacity,
            teams=[teams[key] for key in member_of],
        )
    staff.make()
    telephone.make(teams["orders"])
    rules.make(Agent.objects.filter(role="admin").order_by("pk")[0], teams["orders"])


def _accounts() -> list[DemoAccount]:
    first = {role: local for _, local, role, *_ in reversed(names.AGENTS)}
    return [
        DemoAccount(role=role, email=f"{first[role]}@{names.DOMAIN}", password=names.PASSWORD)
        for role in SHOWN
    ]


def _opens(account: DemoAccount) -> bool:
    agent = Agent.objects.active().filter(email=account.email, role=account.role).first()
    return agent is not None and agent.check_password(account.password)


def live_on(*, until: datetime | None = None, tickets: int = TICKETS) -> Iterator[Ticket]:
    """Goes on where an earlier run was stopped. `tickets`: of those that come by mail; chats are few."""
    begun = Ticket.objects.of_customers().filter(channel__kind="mail").count()
    # Before the chats: who writes by mail and by chat is known as a mail's customer.
    cast = _cast() if begun < tickets else None
    if tickets:
        yield from chats.tell(until=until)
        note_last_events()
    if cast:
        numbers = range(begun, tickets)
        yield from history.tell(cast, until=until or timezone.now(), numbers=numbers, latest=LATEST)
        note_last_events()
        if asked := escalations.ask_once():
            yield asked


def _cast() -> Cast | None:
    """None where a team, its agents or a channel has another name or language by now: no more is made up."""
    agents = {
        key: list(Agent.objects.filter(teams__name=team, role="agent").order_by("pk"))
        for key, team in names.TEAMS.items()
    }
    channels = {channel.language: channel for channel in Channel.objects.filter(kind="mail")}
    if not all(agents.values()) or not channels.keys() >= {"en", "id"}:
        return None
    customers = [_customer(name, tier, language) for name, tier, language, _ in names.CUSTOMERS]
    return Cast(agents=agents, customers=customers, channels=channels)


@transaction.atomic
def _customer(name: str, tier: str, language: str) -> Customer:
    address = f"{name.lower().replace(' ', '.')}@mail.example"
    customer = identify(kind="mail", address=address, name=name)
    if customer.is_newcomer:
        change_customer(customer, by=SYSTEM, own_tier=tier, language=language)
    return customer
