from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from events import actors
from events.actors import Actor
from events.record import record
from people.models import Agent, Presence
from people.presence import silent, wrapped_up

OFFLINE = Presence.Status.OFFLINE


@transaction.atomic
def choose_presence(agent: Agent, to: str, *, at: datetime | None = None) -> bool:
    """What the agent says they are: it holds now, and returns with them. Who says that they are free has
    wrapped up. False if unchanged.
    """
    to = Presence.Status(to)
    presence = _held(agent)
    if presence.wraps_up_until and to == Presence.Status.AVAILABLE:
        _come_off(presence)
    Presence.objects.filter(agent=agent).update(chosen=to, heartbeat_at=at or Now())
    return _become(presence, to, by=actors.agent(agent), at=at)


@transaction.atomic
def heartbeat(agent: Agent, *, at: datetime | None = None) -> bool:
    """A browser of theirs is alive. True if that brought them back."""
    there = Presence.objects.filter(agent=agent).exclude(status=OFFLINE)
    if there.update(heartbeat_at=at or Now()):
        return False
    presence = _held(agent)
    Presence.objects.filter(agent=agent).update(heartbeat_at=at or Now())
    return _become(presence, presence.returns_as, by=actors.agent(agent), at=at)


@transaction.atomic
def mark_offline(agent: Agent, *, by: Actor = actors.SYSTEM, at: datetime | None = None) -> bool:
    """Signed out everywhere, or switched off. What they chose stays for their return."""
    return _become(_held(agent), OFFLINE, by=by, at=at)


@transaction.atomic
def mark_silent_offline(agent_id: int, *, at: datetime | None = None) -> bool:
    """By the sweep: gone, unless a beat came just now."""
    presence = silent(at=at).filter(agent_id=agent_id).select_for_update(no_key=True).first()
    return presence is not None and _become(presence, OFFLINE, by=actors.SYSTEM, at=at)


@transaction.atomic
def go_on_call(agent: Agent, *, by: Actor = actors.SYSTEM, at: datetime | None = None) -> bool:
    """Their telephone rings, or they talk: they get nothing else. False if that is so already."""
    presence = _held(agent)
    if presence.is_on_call and not presence.wraps_up_until:
        return False
    Presence.objects.filter(agent=agent).update(is_on_call=True, wraps_up_until=None)
    presence.is_on_call = True
    if presence.status != OFFLINE:  # who is not there by any browser can still be on the telephone
        _become(presence, Presence.Status.BUSY, by=by, at=at)
    return True


@transaction.atomic
def come_off_call(
    agent: Agent,
    *,
    by: Actor = actors.SYSTEM,
    at: datetime | None = None,
    wraps_up_until: datetime | None = None,
) -> bool:
    """They are again what they chose, at once or from that moment on. False if they were on no call."""
    presence = _held(agent)
    if not presence.is_on_call:
        return False
    if wraps_up_until:
        Presence.objects.filter(agent=agent).update(wraps_up_until=wraps_up_until)
        return True
    _free(presence, by=by, at=at)
    return True


@transaction.atomic
def end_wrap_up(agent_id: int, *, at: datetime | None = None) -> bool:
    """By the sweep: free again, unless the next call has begun just now."""
    presence = wrapped_up(at=at).filter(agent_id=agent_id).select_for_update(no_key=True).first()
    if presence is None:
        return False
    _free(presence, by=actors.SYSTEM, at=at)
    return True


def _free(presence: Presence, *, by: Actor, at: datetime | None) -> None:
    _come_off(presence)
    if presence.status == Presence.Status.BUSY:
        _become(presence, presence.returns_as, by=by, at=at)


def _come_off(presence: Presence) -> None:
    Presence.objects.filter(agent=presence.agent_id).update(is_on_call=False, wraps_up_until=None)
    presence.is_on_call, presence.wraps_up_until = False, None


def _held(agent: Agent) -> Presence:
    presence, _ = Presence.objects.select_for_update(no_key=True).get_or_create(agent=agent)
    return presence


def _become(presence: Presence, to: Presence.Status, *, by: Actor, at: datetime | None) -> bool:
    if presence.is_on_call and to == Presence.Status.AVAILABLE:
        to = Presence.Status.BUSY  # until they hang up
    former = presence.status
    if former == to:
        return False
    presence.status = to
    presence.changed_at = at or timezone.now()
    presence.save(update_fields=["status", "changed_at"])
    data: dict[str, Any] = {"from": former, "to": to}
    record(
        "agent.presence_changed",
        by=by,
        agent_id=presence.agent_id,
        at=at,
        tell=[f"agent.{presence.agent_id}", "board"],
        facts={"status": to},
        **data,
    )
    return True
