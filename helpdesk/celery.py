"""The Celery application and everything that runs by the clock.

Celery executes, Postgres remembers: each task here may vanish or come twice and nothing is lost. Workers
start with `--purge`, because what waited in the broker while they were away is old nudges.
"""

from __future__ import annotations

import gc
import os
import warnings
from typing import Any

import structlog
from celery import Celery, signals
from celery.exceptions import SecurityWarning
from django.conf import settings

from events import nudge
from helpdesk.lib.queues import BULK, DOORS, FORECASTS, LEARNING, SWEEPS
from helpdesk.processes import alive

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

# Six queues, from which workers take in turn, so that a flood in one holds up none of the others.
# `interactive` (the default): what a person waits for; nudges go there. `doors`: what comes in and goes out.
# `sweeps`: what looks every few seconds whether something is due, above all the promises. `bulk`: what may
# take its time. `forecasts`: what reckons for seconds and is thrown away if it takes longer.
# `learning`: what only the process that carries a learner's libraries can do (`manage.py learner`).
WAITS = 5  # seconds: so long a sweep may wait for a worker, and no other of its kind is sent meanwhile

# The whole table on one screen: name → (task, seconds between runs, queue).
EVERY: dict[str, tuple[str, float, str]] = {
    "sweep reactions": ("events.tasks.sweep_reactions", 1, SWEEPS),
    "sweep receipts": ("channels_in.tasks.sweep_receipts", 1, DOORS),
    "sweep deliveries": ("channels_in.tasks.sweep_deliveries", 1, DOORS),
    "sweep files at providers": ("channels_in.tasks.sweep_files", 1, DOORS),
    "sweep names of customers": ("channels_in.tasks.sweep_names", 15, BULK),
    "sweep sms": ("channels_in.tasks.sweep_sms", 3 * 60, DOORS),
    "sweep checks": ("channels_in.tasks.sweep_checks", 30, BULK),
    "watch channels": ("channels_in.tasks.watch_channels", 5 * 60, BULK),
    "sweep calls": ("channels_in.call_tasks.sweep_calls", 1, DOORS),
    "look after calls": ("channels_in.call_tasks.look_after_calls", 60, DOORS),
    "find missed calls": ("channels_in.call_tasks.sweep_missed_calls", 3 * 60, DOORS),
    "watch mailboxes": ("channels_in.tasks.watch_mailboxes", 30, BULK),
    "pass on what is unread": ("channels_in.tasks.pass_on_unread", 2, DOORS),
    "measure paces": ("channels_in.tasks.measure_paces", 60, BULK),
    "forget visits": ("channels_in.tasks.forget_visits", 60 * 60, BULK),
    "forget requests": ("channels_in.tasks.forget_requests", 60 * 60, BULK),
    "fire clocks": ("routing.tasks.fire_clocks", 1, SWEEPS),
    "sweep queues": ("routing.tasks.sweep_queues", 10, SWEEPS),
    "return work": ("routing.tasks.return_work", 15, SWEEPS),
    "recompute clocks": ("routing.tasks.recompute_clocks", 5, BULK),
    "replay tickets": ("routing.tasks.replay_tickets", 1, BULK),
    "sweep guesses": ("routing.tasks.guess_tickets", 2, LEARNING),
    "learn": ("routing.tasks.give_lessons", 5, LEARNING),
    "plan lessons": ("routing.tasks.plan_lessons", 60, BULK),
    "forget guesses": ("routing.tasks.forget_guesses", 60 * 60, BULK),
    "lapse offers": ("routing.tasks.lapse_offers", 1, SWEEPS),
    "end pauses": ("routing.tasks.end_pauses", 5, SWEEPS),
    "foresee": ("routing.tasks.foresee", 60, FORECASTS),
    "learn the forecast": ("routing.tasks.learn_forecast", 60, FORECASTS),
    "forget outlooks": ("routing.tasks.forget_outlooks", 60 * 60, BULK),
    "count what rules matched": ("routing.tasks.count_rule_matches", 60, BULK),
    "sweep presence": ("people.tasks.sweep_presence", 5, SWEEPS),
    "ask for ratings": ("analytics.tasks.ask_surveys", 5, BULK),
    "close resolved tickets": ("tickets.tasks.close_resolved", 60 * 60, BULK),
    "fold tallies": ("tickets.tasks.fold_tallies", 5, BULK),
    "answer incidents": ("tickets.tasks.answer_incidents", 2, SWEEPS),
    "sweep files": ("tickets.tasks.sweep_files", 24 * 60 * 60, BULK),
    "forget reactions": ("events.tasks.forget_reactions", 60 * 60, BULK),
    "forget notifications": ("tickets.tasks.forget_notifications", 60 * 60, BULK),
    "forget knocks": ("channels_in.tasks.forget_knocks", 60 * 60, BULK),
    "forget recomputations": ("routing.tasks.forget_recomputations", 60 * 60, BULK),
    "forget sessions": ("people.tasks.forget_sessions", 60 * 60, BULK),
}


def beat_schedule() -> dict[str, dict[str, Any]]:
    """A run that nobody takes in time has no further use: the next one does the same."""
    return {
        name: {
            "task": task,
            "schedule": seconds,
            "options": {"expires": max(seconds, WAITS), "queue": queue},
        }
        for name, (task, seconds, queue) in EVERY.items()
    }


app = Celery("helpdesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = beat_schedule()
# A newcomer in a container is root; docs/ops.md says what a server should be.
warnings.filterwarnings("ignore", category=SecurityWarning)


@signals.setup_logging.connect
def keep_our_logs(**_: Any) -> None:
    """That somebody listens is enough: Celery then leaves logging as the settings made it."""


@signals.task_prerun.connect
def begin_task(task_id: str, task: Any, args: tuple[str, ...], **_: Any) -> None:
    nudge.taken(task.name, tuple(args))
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id)


@signals.worker_before_create_process.connect
def share_what_is_loaded(**_: Any) -> None:
    """Children begin with the parent's memory, and keep sharing what no collection touches."""
    gc.collect()
    gc.freeze()


@signals.heartbeat_sent.connect
def say_alive(**_: Any) -> None:
    alive.touch(settings.DATA_DIR, settings.COMMAND)
