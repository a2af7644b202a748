"""How long visitors waited for the first answer of a person, as it really was on this installation.

Counted in opening hours. Who still waits counts too, once they wait longer than those who were answered:
otherwise a line that has come to a halt would look as quick as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Min

from channels_in.models import Pace
from people.opening import open_seconds
from tickets.models import ChannelKind, Message, Ticket

DAYS = timedelta(days=7)  # what is usual
HOURS = timedelta(hours=3)  # how it goes now
FEWEST = 5  # answers: fewer tell of one talk, not of a team
MOST = 500  # of the latest: a median does not change by more
FRESH = timedelta(minutes=10)  # how long a measured wait holds

FIRST_ANSWERS = Message.objects.filter(
    direction=Message.Direction.OUTBOUND, author_kind=Message.AuthorKind.AGENT, withdrawn_at=None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    at: datetime
    seconds: float


def usual_reply(answers: Iterable[Answered]) -> int | None:
    return _middle([one.seconds for one in answers])


def expected_wait(answers: Iterable[Answered], team_id: int, *, now: datetime) -> int | None:
    lately = [one.seconds for one in answers if one.at >= now - HOURS]
    middle = _middle(lately)
    if middle is None:
        return None
    return _middle([*lately, *(wait for wait in _still_waiting(team_id, now) if wait > middle)])


def first_answers(team_id: int, *, now: datetime) -> list[Answered]:
    """The latest first. A chat belongs to the team that it is with now."""
    lately = FIRST_ANSWERS.filter(channel__kind=ChannelKind.WEBCHAT, created_at__gte=now - DAYS)
    of_team = FIRST_ANSWERS.filter(
        ticket__in=lately.values("ticket"), ticket__team=team_id, ticket__channel__kind=ChannelKind.WEBCHAT
    )
    rows = (
        of_team.order_by()
        .values_list("ticket__channel__calendar_id", "ticket__created_at", "ticket_id")
        .annotate(at=Min("created_at"))
        .filter(at__gte=now - DAYS)
        .order_by("-at")
    )
    return [
        Answered(at=at, seconds=open_seconds(calendar, came, at))
        for calendar, came, _ticket, at in rows[:MOST]
    ]


def pace_of(team_id: int | None) -> Pace | None:
    return Pace.objects.filter(team=team_id, kind=ChannelKind.WEBCHAT).first() if team_id else None


def _still_waiting(team_id: int, now: datetime) -> list[float]:
    chats = Ticket.objects.filter(
        team=team_id, channel__kind=ChannelKind.WEBCHAT, waiting_since__gte=now - HOURS
    )
    unanswered = chats.loading().exclude(pk__in=FIRST_ANSWERS.filter(ticket__in=chats).values("ticket"))
    rows = unanswered.values_list("channel__calendar_id", "waiting_since")[:MOST]
    return [open_seconds(calendar, since, now) for calendar, since in rows if since]


def _middle(seconds: list[float]) -> int | None:
    return round(median(seconds)) if len(seconds) >= FEWEST else None
