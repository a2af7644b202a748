"""What a channel cannot do, nobody makes it do: replies, the composer's page, automatic words, surveys and
out-of-hours replies ask the same rule (tickets/sendable.py), and nothing else writes a delivery.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from channels_in.models import OutOfHoursReply
from events.actors import SYSTEM
from tests.analytics.surveys import a_helped_ticket, an_asking_channel, resolved
from tests.builders import a_customer, a_reply, an_admin, office_hours, work_off
from tickets.actions.automatic import send_automatic
from tickets.actions.record_delivery import mark_failed
from tickets.actions.save_channel import change_channel
from tickets.models import Delivery, Message, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ticket() -> Ticket:
    """Of a customer with one address, on a channel that shuts a day after their last words."""
    channel = an_asking_channel(kind="whatsapp", calendar=office_hours(hours={}), answers_out_of_hours=True)
    return a_helped_ticket(channel=channel, customer=a_customer("6281234567890", kind="whatsapp"))


def let_the_window_shut(ticket: Ticket) -> None:
    long_ago = timezone.now() - timedelta(hours=25)
    Message.objects.filter(ticket=ticket).update(sent_at=long_ago, created_at=long_ago)


def switch_off(ticket: Ticket) -> None:
    change_channel(ticket.channel, by=SYSTEM, is_active=False)


def let_it_be_blocked(ticket: Ticket) -> None:
    """The provider said of our last message that the customer has blocked us."""
    mark_failed(Delivery.objects.get(message__ticket=ticket), reason="blocked")
    work_off()


OBSTACLES = [let_the_window_shut, switch_off, let_it_be_blocked]


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_no_sender_gets_past_it(ticket, client, obstacle: Callable[[Ticket], None]):
    obstacle(ticket)
    ticket.refresh_from_db()
    before = Delivery.objects.count()

    with pytest.raises(Refused):
        a_reply(ticket)
    with pytest.raises(Refused):
        send_automatic(ticket, text="Halo", by=SYSTEM, reason="acknowledgement")
    client.force_login(an_admin())
    form = {"text": "Halo", "client_key": str(uuid4()), "kind": "reply"}
    answer = client.post(reverse("tickets:replies", args=[ticket.pk]), form)
    survey = resolved(ticket)

    assert answer.status_code >= 400
    assert (survey.status, survey.reason) == ("left_out", "no_way")
    assert not OutOfHoursReply.objects.exists()
    assert Delivery.objects.count() == before


def test_words_longer_than_the_channel_takes_are_refused_everywhere(ticket):
    long = "x" * 20_001

    with pytest.raises(Refused, match="too_long"):
        a_reply(ticket, text=long)
    with pytest.raises(Refused, match="too_long"):
        send_automatic(ticket, text=long, by=SYSTEM, reason="acknowledgement")


def test_deliveries_are_written_in_one_place_only():
    """Whoever sends goes through tickets/outgoing.py, behind the rule."""
    writes = re.compile(r"Delivery\.objects\.(create|bulk_create|get_or_create)\(|Delivery\(")
    owes = re.compile(r"\bowe\(")
    sources = [
        path
        for app in ("analytics", "channels_in", "routing", "tickets", "helpdesk")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if "migrations" not in path.parts
    ]

    texts = {path: path.read_text().replace("class Delivery(", "") for path in sources}
    writing = {path.name for path, text in texts.items() if writes.search(text)}
    owing = [text for path, text in texts.items() if owes.search(text) and path.name != "outgoing.py"]

    assert writing == {"outgoing.py"}
    assert owing
    assert all("refuse_" in text for text in owing)
