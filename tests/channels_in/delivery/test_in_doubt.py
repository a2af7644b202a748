"""A line or a worker that breaks in the middle of a mail: sent, not sent or in doubt, never twice unseen."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection
from django.db.models.functions import Now

from events import claims
from events.models import Event
from tests.channels_in.delivery.provider import an_answer
from tests.channels_in.mails import hurry, send_due
from tests.channels_in.worker_process import a_worker_process, kill
from tickets.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_line_that_breaks_after_the_content_leaves_the_message_in_doubt(provider, answer):
    """It may have been taken: nobody repeats it but a person."""
    provider.on_data = lambda server: server.loop.call_soon_threadsafe(server.transport.abort)

    send_due()
    hurry(Delivery.objects.get())
    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state, delivery.reason) == ("unknown", "done", "interrupted")
    assert len(provider.taken) == 1
    assert Event.objects.filter(kind="delivery.unknown").exists()


def test_a_worker_killed_while_the_provider_holds_the_mail_leaves_it_in_doubt(provider, answer):
    holding = threading.Event()
    provider.on_data = lambda server: (holding.set(), time.sleep(0.5))
    child = a_worker_process()
    assert holding.wait(10)
    kill(child)
    assert Delivery.objects.get().status == "sending"

    Delivery.objects.update(lease_until=Now())
    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.reason) == ("unknown", "interrupted")
    assert len(provider.taken) == 1


def test_a_worker_killed_before_the_content_left_costs_nothing(provider, answer):
    holding = threading.Event()
    provider.on_rcpt = lambda: (holding.set(), time.sleep(0.5))
    child = a_worker_process()
    assert holding.wait(10)
    kill(child)
    assert Delivery.objects.get().status == "queued"
    provider.on_rcpt = None

    Delivery.objects.update(lease_until=Now())
    send_due()

    assert Delivery.objects.get().status == "sent"
    assert len(provider.taken) == 1


def test_a_worker_that_lost_its_claim_on_the_way_sends_nothing(provider, answer):
    provider.on_rcpt = lambda: in_another_session(
        "update tickets_delivery set lease_until = now() + interval '1 hour'"
    )

    send_due()

    assert not provider.taken
    assert Delivery.objects.get().status == "queued"


def test_what_kills_its_worker_every_time_is_shown_as_failed(mailbox):
    an_answer(mailbox)
    rows = Delivery.objects.all()
    for _ in range(Delivery.max_attempts):
        assert claims.claim(rows, limit=1)
        rows.update(lease_until=Now())
    claims.claim(rows, limit=1)

    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state, delivery.reason) == ("failed", "done", "error")


def test_a_person_sends_again_what_was_in_doubt(provider, answer):
    from events import actors
    from tickets.actions.retry_delivery import retry_delivery

    provider.on_data = lambda server: server.loop.call_soon_threadsafe(server.transport.abort)
    send_due()
    provider.on_data = None

    retry_delivery(Delivery.objects.get(), by=actors.SYSTEM)
    send_due()

    assert Delivery.objects.get().status == "sent"
    assert len({mail["Message-ID"] for mail in provider.mails}) == 1


def in_another_session(statement: str) -> None:
    with connection.cursor() as sql:
        sql.execute(statement)
    connection.close()
