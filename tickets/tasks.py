from celery import shared_task

from events.actors import SYSTEM
from events.claims import drain, run
from events.nudge import nudge
from tickets.actions import close_resolved as closing
from tickets.actions import fold_tallies as folding
from tickets.actions import forget_notifications as forgetting
from tickets.actions import sweep_files as sweeping
from tickets.actions.answer_incident import answer_incident
from tickets.models import Announced


@shared_task
def close_resolved() -> None:
    """What was resolved long enough ago is closed, a batch at a time."""
    while closing.close_resolved(by=SYSTEM):
        pass


@shared_task
def sweep_files() -> None:
    """Files that no attachment speaks for."""
    sweeping.sweep_files()


@shared_task
def forget_notifications() -> None:
    forgetting.forget_notifications()


@shared_task
def fold_tallies() -> None:
    folding.fold_tallies()


@shared_task
def answer_incidents() -> None:
    """One answer after the other; what a worker that died held comes again with its lease."""
    owed = Announced.objects.select_related("announcement__by", "ticket")
    if drain(owed, lambda row: run(row, answer_incident), seconds=2):
        nudge(answer_incidents)
