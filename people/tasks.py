from celery import shared_task

from people.actions import forget_sessions as sessions
from people.actions.set_presence import end_wrap_up, mark_silent_offline
from people.presence import silent, wrapped_up


@shared_task
def sweep_presence() -> None:
    """Whoever no browser speaks for any more is offline; whoever has wrapped up a talk is free again."""
    for agent_id in silent().order_by("agent_id").values_list("agent_id", flat=True):
        mark_silent_offline(agent_id)
    for agent_id in wrapped_up().order_by("agent_id").values_list("agent_id", flat=True):
        end_wrap_up(agent_id)


@shared_task
def forget_sessions() -> None:
    sessions.forget_sessions()
