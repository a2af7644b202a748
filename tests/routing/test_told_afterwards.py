"""What a promise had reached before it ended is told of that moment, not of when it is found out."""

import pytest

from events.models import Event
from routing.escalate import fire_due
from tests.builders import a_reply, an_agent, work_off
from tests.routing.promised import after, promised
from tickets.models import Notification

pytestmark = pytest.mark.django_db


def test_of_a_ticket_of_long_ago_nothing_is_told_as_if_it_were_today(hour_policy):
    ticket = promised()
    a_reply(ticket, agent=an_agent(), at=after(61))
    work_off()

    fire_due()

    told = Event.objects.filter(ticket_id=ticket.pk, kind__in=["sla.warned", "sla.breached"])
    assert dict(told.values_list("kind", "created_at")) == {
        "sla.warned": after(45),
        "sla.breached": after(60),
    }
    assert not Notification.objects.filter(kind__startswith="sla").exists()
