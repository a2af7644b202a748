from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from events import actors
from events.database_time import database_time
from events.record import record
from people.models import Agent, Team
from routing.members import hold_team
from routing.models import RoutingPause
from routing.refusals import Refused

LONGEST = timedelta(days=7)
MOST = 200  # letters of a reason


@transaction.atomic
def pause_routing(
    team: Team, *, by: Agent, reason: str, minutes: int | None, at: datetime | None = None
) -> RoutingPause:
    """The team is given nothing more, for so many minutes or until somebody ends it.

    The team is held as those hold it who hand out its work: who is at it has finished before, and who comes
    later finds the pause.
    """
    if not by.may_write:
        raise Refused("may_not_pause")
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= MOST:
        raise Refused("pause_without_reason", limit=MOST)
    hold_team(team.pk, at=at or database_time())
    now = at or database_time()
    until = now + min(timedelta(minutes=minutes), LONGEST) if minutes else None
    try:
        with transaction.atomic():
            pause = RoutingPause.objects.create(
                team=team, by=by, reason=reason, began_at=now, until=until, due_at=until
            )
    except IntegrityError as twin:
        raise Refused("paused_already", team=team.name) from twin
    told = [f"team.{team.pk}", "board"]
    record("team.paused", by=actors.agent(by), tell=told, team=team.pk, pause=pause.pk)
    return pause
