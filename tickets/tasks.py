from celery import shared_task

from events.actors import SYSTEM
from tickets.actions.close_resolved import close_resolved as close_batch


@shared_task
def close_resolved() -> None:
    """What was resolved long enough ago is closed, a batch at a time."""
    while close_batch(by=SYSTEM):
        pass
