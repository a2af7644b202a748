"""What runs by the clock: it is there, it has a worker, and a flood elsewhere does not hold it up."""

from celery import Celery

from helpdesk.celery import BULK, DOORS, EVERY, SWEEPS, app
from helpdesk.management.commands.worker import Command


def queue_of(task: str, celery: Celery = app) -> str:
    """Where it goes when somebody nudges it."""
    return celery.amqp.router.route({}, task)["queue"].name


def test_everything_that_runs_by_the_clock_is_there():
    app.loader.import_default_modules()

    assert {task for task, _seconds, _queue in EVERY.values()} <= set(app.tasks)


def test_what_looks_every_few_seconds_does_not_wait_behind_nudges():
    frequent = {task: queue for task, seconds, queue in EVERY.values() if seconds < 30}

    assert set(frequent.values()) == {DOORS, SWEEPS, BULK}
    assert queue_of("events.tasks.react") not in frequent.values()
    assert frequent["routing.tasks.fire_clocks"] == queue_of("routing.tasks.fire_clocks") == SWEEPS


def test_a_worker_takes_from_every_queue_unless_told_otherwise():
    parser = Command().create_parser("manage.py", "worker")
    served = set(parser.parse_args([]).queues.split(","))

    assert served == {queue_of("events.tasks.react"), *(queue for _task, _seconds, queue in EVERY.values())}
