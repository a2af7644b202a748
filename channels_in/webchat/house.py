"""What a visitor is told of us: whether we are open, whether somebody is there, how long it usually takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from channels_in.webchat.shown import stamp
from people.models import Company, Membership, Presence
from people.opening import closed_at
from tickets.models import Channel, Ticket

MOST_IN_LINE = 500
STEPS = (60, 180, 300, 600, 900, 1200, 1800)  # seconds: what a wait is rounded up to


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    hours: dict[str, Any]
    is_there: bool
    usual_reply: int | None


def house_of(channel: Channel, *, team_id: int | None = None) -> House:
    """Of the team that a conversation is with now, else of the one in which the channel's begin."""
    closed = closed_at(channel.calendar_id, timezone.now())
    opens_at = stamp(closed.opens_at) if closed and closed.opens_at else None
    zone = channel.calendar.time_zone if channel.calendar else Company.current().time_zone
    team = channel.team if team_id in {None, channel.team_id} else None
    return House(
        hours={"open": closed is None, "opens_at": opens_at, "zone": zone},
        is_there=_somebody_is_there(team_id or channel.team_id),
        usual_reply=getattr(team, "usual_reply_seconds", None) if team else None,
    )


def places(team_id: int | None) -> Sequence[int]:
    """Who waits for a team, the next one first."""
    return (
        list(Ticket.objects.in_line(team_id).values_list("pk", flat=True)[:MOST_IN_LINE]) if team_id else []
    )


def place_of(ticket: Ticket, line: Sequence[int], *, expected: int | None) -> dict[str, int | None]:
    """`expected`: seconds until the whole line has been served, where that is known."""
    ahead = line.index(ticket.pk) if ticket.pk in line else len(line)
    wait = expected * (ahead + 1) / (len(line) + 1) if expected else None
    return {"ahead": ahead, "wait": _rounded(wait) if wait else None}


def _rounded(seconds: float) -> int:
    """Up. Past the last step the page says "more than"."""
    return next((step for step in STEPS if seconds <= step), STEPS[-1] + 1)


def _somebody_is_there(team_id: int | None) -> bool:
    there = Presence.objects.filter(status=Presence.Status.AVAILABLE, agent__is_active=True)
    if team_id:
        there = there.filter(agent__in=Membership.objects.filter(team=team_id).values("agent"))
    return there.exists()
