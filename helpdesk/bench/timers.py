"""Tickets with one promise each, which comes due at a given time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from helpdesk.bench.company import found
from people.models import Customer
from routing.models import Clock
from tickets.models import Ticket

TARGET = timedelta(hours=1)  # counted around the clock


def clocks_due(times: Sequence[datetime]) -> list[int]:
    company = found()
    customer = Customer.objects.order_by("pk").values_list("pk", flat=True)[0]
    tickets = Ticket.objects.bulk_create(
        (
            Ticket(
                subject="Promised",
                customer_id=customer,
                channel=company.mail,
                team_id=company.teams[n % len(company.teams)],
                assignee_id=company.agents[n % len(company.agents)],
                status="open",
                waiting_since=at - TARGET,
                last_message_at=at - TARGET,
                created_at=at - TARGET,
                updated_at=at - TARGET,
                next_due_at=at,
                sla_state="ok",
            )
            for n, at in enumerate(times)
        ),
        batch_size=1000,
    )
    clocks = Clock.objects.bulk_create(
        (
            Clock(
                ticket=ticket,
                metric="resolution",
                target_seconds=int(TARGET.total_seconds()),
                started_at=at - TARGET,
                deadline=at,
                due_at=at,
                threshold=100,
            )
            for ticket, at in zip(tickets, times, strict=True)
        ),
        batch_size=1000,
    )
    return [clock.pk for clock in clocks]
