"""A caller on the line is told from letters in the list of tickets."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.builders import a_ticket, an_agent
from tests.channels_in.voice.calls import an_agent_with_phone, go_on, picks_up
from tickets.actions.set_deadline import set_deadline
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def row(client, agent) -> str:
    client.force_login(agent)
    page = client.get(reverse("tickets:inbox")).content.decode()
    return page.partition('class="tick"')[2].partition("</a>")[0]


def test_who_waits_on_the_line_is_marked_until_they_are_answered(client, phone, budi, billing):
    reader = an_agent(billing, language="en")
    budi().presses("2")
    assert "Call waiting" in row(client, reader)

    rani = an_agent_with_phone(billing)
    go_on()
    picks_up(phone, rani)

    assert row(client, reader)
    assert "Call waiting" not in row(client, reader)


def test_who_hung_up_waits_no_longer(client, phone, budi, billing):
    reader = an_agent(billing, language="en")
    caller = budi().presses("2")
    assert "Call waiting" in row(client, reader)

    caller.hangs_up()

    assert row(client, reader)
    assert "Call waiting" not in row(client, reader)


def test_who_holds_the_line_stands_before_what_is_overdue(client, phone, budi, billing):
    overdue = a_ticket(team=billing, text="Where is my refund?")
    set_deadline(overdue, next_due_at=timezone.now() - timedelta(days=3), sla_state="breached")
    caller = budi().presses("2")
    client.force_login(an_agent(billing, language="en"))
    called = Ticket.objects.get(channel__kind="voice")

    def listed():
        page = client.get(reverse("tickets:inbox"), {"order": "due"}).content.decode()
        return [int(pk) for pk in re.findall(r'class="tick"[^>]*href="[^"]*/tickets/(\d+)/', page)]

    assert listed() == [called.pk, overdue.pk]
    caller.hangs_up()
    assert listed() == [overdue.pk, called.pk]
