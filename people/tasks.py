from celery import shared_task

from people.actions import forget_sessions as sessions
from people.actions.set_presence import mark_silent_offline
from people.presence import silent


@shared_task
def sweep_presence() -> None:
    """Whoever no browser speaks for any more is offline."""
    for agent_id in silent().order_by("agent_id").values_list("agent_id", flat=True):
        mark_silent_offline(agent_id)


@shared_task
def forget_sessions() -> None:
    sessions.forget_sessions()
