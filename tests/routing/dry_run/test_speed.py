"""Ten thousand past tickets are tried in ten seconds; here a fifth of them, by the time of the processor."""

from time import process_time
from uuid import uuid4

import pytest
from django.db.models import Model
from django.utils import timezone

from events import actors
from routing.actions.publish_rules import publish_rules
from routing.actions.save_rule import change_rule
from routing.actions.start_dry_run import start_dry_run
from routing.models import Decision, RoutingRule
from routing.tasks import replay_tickets
from tests.builders import a_channel, a_drafted_rule, a_team, a_ticket, an_admin, office_hours, work_off
from tickets.models import Message, Ticket

TICKETS, SECONDS = 2_000, 3  # 1.4 s when it was written
WORDS = [f"kata{n}" for n in range(400)]


def copies(row: Model, number: int, **fields):
    known = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if not one.generated}
    known.pop("id")
    return [type(row)(**{**known, **{name: make(n) for name, make in fields.items()}}) for n in range(number)]


def many_past_tickets(ticket):
    now = timezone.now()
    tickets = Ticket.objects.bulk_create(copies(ticket, TICKETS))
    Ticket.objects.update(created_at=now)
    Message.objects.bulk_create(
        copies(
            ticket.messages.get(),
            TICKETS,
            ticket_id=lambda n: tickets[n].pk,
            text=lambda n: " ".join(["barang", "yang", WORDS[n % 400]] * 25),
            client_key=lambda n: uuid4(),
        )
    )
    [decision] = ticket.decisions.filter(kind="classification")
    Decision.objects.bulk_create(copies(decision, TICKETS, ticket_id=lambda n: tickets[n].pk))


@pytest.mark.django_db(transaction=True)
def test_past_tickets_are_tried_fast():
    admin, team = an_admin(), a_team()
    for n in range(40):
        asked = {"kind": "message", "op": "contains_any", "value": WORDS[n * 10 : n * 10 + 10]}
        a_drafted_rule(asked, {"do": "set_team", "to": team.pk}, name=f"Rule {n}")
    publish_rules(by=actors.SYSTEM)
    ticket = a_ticket(channel=a_channel(team=team, calendar=office_hours()))
    work_off()
    many_past_tickets(Ticket.objects.get(pk=ticket.pk))
    change_rule(RoutingRule.objects.first(), by=actors.SYSTEM, actions=[{"do": "add_tag", "to": "x"}])
    row = start_dry_run(days=7, by=admin)

    began = process_time()
    replay_tickets()
    took = process_time() - began

    row.refresh_from_db()
    assert (row.replayed, row.changed) == (TICKETS + 1, TICKETS // 40)
    assert took < SECONDS
