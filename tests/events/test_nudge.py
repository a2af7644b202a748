"""The broker is a doorbell. These tests ring it, hold it shut and take it away."""

import os
import signal
import time

import pytest
from celery import signals
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from events import actors, nudge, subscriptions, tasks
from events.models import Event, Reaction
from events.record import record
from helpdesk.celery import app
from tests import session
from tests.passing import happens

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("subscribers")]

LONG_ENOUGH = 0.15  # seconds: a nudge that was wanted has gone out by then


@pytest.fixture
def broker():
    with app.connection_for_read() as connection:
        time.sleep(LONG_ENOUGH)  # what the last test wanted has gone out
        client = connection.default_channel.client
        client.delete(settings.CELERY_TASK_DEFAULT_QUEUE)
        cache.clear()
        yield client


def waiting(broker) -> int:
    return broker.llen(settings.CELERY_TASK_DEFAULT_QUEUE)


def until(true, seconds: float = 2) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_each_handler_is_woken_after_the_commit_and_not_before(broker):
    with transaction.atomic():
        record("ticket.created", by=actors.SYSTEM)
        time.sleep(LONG_ENOUGH)
        assert waiting(broker) == 0

    until(lambda: waiting(broker) == 3)


def test_a_change_that_is_rolled_back_wakes_nobody(broker):
    with transaction.atomic():
        record("ticket.created", by=actors.SYSTEM)
        transaction.set_rollback(True)

    time.sleep(LONG_ENOUGH)
    assert waiting(broker) == 0


def test_a_burst_wakes_a_handler_a_few_times_not_once_per_event(broker):
    with transaction.atomic():
        for _ in range(60):
            record("ticket.created", by=actors.SYSTEM)

    until(lambda: waiting(broker) >= 3)
    time.sleep(LONG_ENOUGH)
    assert waiting(broker) < 60


def test_what_waits_in_the_broker_is_not_asked_for_twice_whoever_asks(broker):
    happens()
    until(lambda: waiting(broker) == 3)

    for _ in range(5):
        happens()
        time.sleep(LONG_ENOUGH)

    assert waiting(broker) == 3


def test_what_a_worker_has_begun_is_asked_for_anew(broker):
    happens()
    until(lambda: waiting(broker) == 3)
    for name in subscriptions.names_for(Event(kind="ticket.created")):
        nudge.taken(tasks.react.name, (name,))

    happens()

    until(lambda: waiting(broker) == 6)


def test_a_worker_that_begins_says_so():
    cache.add(f"nudge:{tasks.react.name}:some.handler", 1)

    signals.task_prerun.send(tasks.react, task_id="1", task=tasks.react, args=("some.handler",), kwargs={})

    assert cache.get(f"nudge:{tasks.react.name}:some.handler") is None


def test_a_frozen_broker_holds_up_nobody_and_the_work_is_still_owed(broker):
    valkey = session.services.children[1].pid
    os.kill(valkey, signal.SIGSTOP)
    try:
        started = time.monotonic()
        for _ in range(5):
            happens()
        took = time.monotonic() - started
    finally:
        os.kill(valkey, signal.SIGCONT)

    assert took < 0.5
    assert Reaction.objects.due().count() == 15
