"""What a visitor is told of us: whether we are open, whether somebody is there, how long it usually takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from channels_in.webchat.pace import FRESH, pace_of
from channels_in.webchat.shown import stamp
from people.models import Company, Membership, Presence
from people.opening import closed_at, open_seconds
from tickets.models import Channel, Ticket

MOST_IN_LINE = 500
STEPS = (60, 180, 300, 600, 900, 1200, 1800)  # seconds: what a wait is rounded up to


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    hours: dict[str, Any]
    is_there: bool
    usual_reply: int | None
    expected_wait: int | None  # seconds; None too while nobody is there to end it
    calendar_id: int | None


def house_of(channel: Channel, *, team_id: int | None = None) -> House:
    """Of the team that a conversation is with now, else of the one in which the channel's begin."""
    now = timezone.now()
    closed = closed_at(channel.calendar_id, now)
    opens_at = stamp(closed.opens_at) if closed and closed.opens_at else None
    zone = channel.calendar.time_zone if channel.calendar else Company.current().time_zone
    is_there = _somebody_is_there(team_id or channel.team_id)
    pace = pace_of(team_id or channel.team_id)
    holds = pace is not None and is_there and closed is None and now - pace.measured_at < FRESH
    return House(
        hours={"open": closed is None, "opens_at": opens_at, "zone": zone},
        is_there=is_there,
        usual_reply=pace.usual_reply_seconds if pace else None,
        expected_wait=pace.expected_wait_seconds if pace and holds else None,
        calendar_id=channel.calendar_id,
    )


def places(team_id: int | None) -> Sequence[int]:
    """Who waits for a team, the next one first."""
    return (
        list(Ticket.objects.in_line(team_id).values_list("pk", flat=True)[:MOST_IN_LINE]) if team_id else []
    )


def place_of(ticket: Ticket, line: Sequence[int], house: House) -> dict[str, int | None]:
    ahead = line.index(ticket.pk) if ticket.pk in line else len(line)
    return {"ahead": ahead, "wait": left_of(ticket, house)}


def left_of(ticket: Ticket, house: House) -> int | None:
    """Seconds they will wait yet if they wait as others did. Who has waited longer is promised nothing."""
    if house.expected_wait is None:
        return None
    since = ticket.waiting_since or ticket.created_at
    left = house.expected_wait - open_seconds(house.calendar_id, since, timezone.now())
    return _rounded(left) if left > 0 else None


def _rounded(seconds: float) -> int:
    """Up. Past the last step the page says "more than"."""
    return next((step for step in STEPS if seconds <= step), STEPS[-1] + 1)


def _somebody_is_there(team_id: int | None) -> bool:
    there = Presence.objects.filter(status=Presence.Status.AVAILABLE, agent__is_active=True)
    if team_id:
        there = there.filter(agent__in=Membership.objects.filter(team=team_id).values("agent"))
    return there.exists()
