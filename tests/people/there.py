"""How somebody is there, and how they go."""

from datetime import timedelta

from django.db.models.functions import Now

from events.models import Event
from people.models import Agent, Presence


def status(agent: Agent) -> str:
    return Presence.objects.get(agent=agent).status


def changes(agent: Agent) -> list[tuple[str, str]]:
    events = Event.objects.filter(kind="agent.presence_changed", agent_id=agent.pk).order_by("pk")
    return [(event.data["from"], event.data["to"]) for event in events]


def falls_silent(agent: Agent, *, seconds: float = 46) -> None:
    Presence.objects.filter(agent=agent).update(heartbeat_at=Now() - timedelta(seconds=seconds))
