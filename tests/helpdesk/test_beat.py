"""What runs by the clock: it is there, it has a worker, and a flood elsewhere does not hold it up."""

import pytest
from celery import Celery
from django.core.cache import cache

from events import nudge
from helpdesk.celery import EVERY, WAITS, app
from helpdesk.lib.queues import BULK, DOORS, LEARNING, SWEEPS
from helpdesk.management.commands.worker import Command
from helpdesk.processes.beat import AliveScheduler

FIRE = EVERY["fire clocks"][0]


@pytest.fixture
def beat():
    """What the clock of the installation does when clocks are to be fired."""
    cache.clear()
    scheduler = AliveScheduler(app=app, lazy=True)
    scheduler.setup_schedule()
    entry = scheduler.schedule["fire clocks"]
    return lambda: scheduler.apply_entry(entry, scheduler.producer)


@pytest.fixture
def waiting():
    with app.connection_for_read() as connection:
        client = connection.default_channel.client
        client.delete(SWEEPS)
        yield lambda: client.llen(SWEEPS)
        client.delete(SWEEPS)


def queue_of(task: str, celery: Celery = app) -> str:
    """Where it goes when somebody nudges it."""
    return celery.amqp.router.route({}, task)["queue"].name


def test_everything_that_runs_by_the_clock_is_there():
    app.loader.import_default_modules()

    assert {task for task, _seconds, _queue in EVERY.values()} <= set(app.tasks)


def test_what_looks_every_few_seconds_does_not_wait_behind_nudges():
    frequent = {task: queue for task, seconds, queue in EVERY.values() if seconds < 30}

    assert set(frequent.values()) == {DOORS, SWEEPS, BULK, LEARNING}
    assert queue_of("events.tasks.react") not in frequent.values()
    assert frequent["routing.tasks.fire_clocks"] == queue_of("routing.tasks.fire_clocks") == SWEEPS


def test_a_worker_takes_from_every_queue_unless_told_otherwise():
    parser = Command().create_parser("manage.py", "worker")
    served = set(parser.parse_args([]).queues.split(","))

    all_of_them = {queue_of("events.tasks.react"), *(queue for _task, _seconds, queue in EVERY.values())}
    assert served == all_of_them - {LEARNING}  # which has a process of its own
    assert queue_of("routing.tasks.guess_tickets") == LEARNING


def test_one_run_of_a_kind_waits_for_a_worker_however_long_the_worker_is_busy(beat, waiting):
    for _second in range(4):
        beat()

    assert waiting() == 1


def test_when_a_worker_has_taken_it_the_next_one_is_sent(beat, waiting):
    beat()
    nudge.taken(FIRE, ())
    beat()

    assert waiting() == 2


def test_a_run_that_got_lost_holds_up_the_next_for_some_seconds_only(beat, waiting):
    beat()
    [key] = cache._cache.get_client().keys(f"*{FIRE}*")

    assert (
        0
        < cache._cache.get_client().ttl(key)
        <= WAITS
        <= app.conf.beat_schedule["fire clocks"]["options"]["expires"]
    )
