from celery import shared_task

from events import forgetting, reactions
from events.models import Reaction
from events.nudge import nudge


@shared_task
def react(handler: str) -> None:
    if reactions.react(handler):
        nudge(react, handler)


@shared_task
def sweep_reactions() -> None:
    """Find what no nudge reached."""
    for handler in Reaction.objects.due().handlers():
        nudge(react, handler)


@shared_task
def forget_reactions() -> None:
    forgetting.forget_reactions()
