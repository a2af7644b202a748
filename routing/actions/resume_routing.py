from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from events import actors
from events.actors import Actor
from events.record import record
from people.models import Agent
from routing.models import RoutingPause
from routing.refusals import Refused


@transaction.atomic
def resume_routing(pause: RoutingPause, *, by: Agent) -> None:
    """By a person, before its time. Who waits is given out at once: helpdesk/subscribers.py."""
    if not by.may_write:
        raise Refused("may_not_pause")
    open_one = RoutingPause.objects.filter(pk=pause.pk, ended_at=None)
    done = {"state": RoutingPause.State.DONE, "lease_until": None, "due_at": None}
    if not open_one.update(ended_at=Now(), ended_by=by, **done):
        raise Refused("resumed_already")
    _tell(pause, by=actors.agent(by))


def run_out(pause: RoutingPause) -> None:
    """Within the row's own work: its time has come."""
    if RoutingPause.objects.filter(pk=pause.pk, ended_at=None).update(ended_at=Now()):
        _tell(pause, by=actors.SYSTEM)


def _tell(pause: RoutingPause, *, by: Actor) -> None:
    told = [f"team.{pause.team_id}", "board"]
    record("team.resumed", by=by, tell=told, team=pause.team_id, pause=pause.pk)
