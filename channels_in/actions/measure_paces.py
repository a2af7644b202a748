from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from channels_in.models import Pace
from channels_in.webchat.pace import expected_wait, first_answers, usual_reply
from helpdesk.lib.asked_once import asking_once
from people.models import Team
from tickets.models import ChannelKind


def measure_paces() -> None:
    """Measured anew each time, so twice does no harm. No event: nothing depends on it."""
    now = timezone.now()
    for team_id in Team.objects.filter(is_active=True).values_list("pk", flat=True):
        with asking_once():
            measured = _measured(team_id, now)
        Pace.objects.update_or_create(team_id=team_id, kind=ChannelKind.WEBCHAT, defaults=measured)


def _measured(team_id: int, now: datetime) -> dict[str, int | datetime | None]:
    answers = first_answers(team_id, now=now)
    return {
        "usual_reply_seconds": usual_reply(answers),
        "expected_wait_seconds": expected_wait(answers, team_id, now=now),
        "measured_at": now,
    }
