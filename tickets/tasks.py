from celery import shared_task

from events.actors import SYSTEM
from tickets.actions import close_resolved as closing
from tickets.actions import forget_notifications as forgetting
from tickets.actions import sweep_files as sweeping


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
