"""Calls as agents and supervisors see them now: what rings, who talks, who waits, what came of today's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone

from channels_in.actions.settle_leg import is_talk
from channels_in.models import CallBack, Leg
from people.models import Agent, Presence, Team
from tickets.calls import position_of
from tickets.models import Call, QueueStay, Ticket

SHORT = 5  # seconds: who hangs up sooner has not waited
IN_TIME = 20  # seconds within which an answer counts as quick
RECENT = 50
State = QueueStay.State


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCall:
    """What the agent's own telephone does. `since`: it rings, or they talk."""

    leg: Leg
    call: Call | None
    ticket: Ticket
    is_talking: bool
    since: datetime
    call_back: CallBack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    stay: QueueStay
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDay:
    """Of one team since midnight; seconds."""

    team: Team | None
    came: int
    answered: int
    abandoned: int
    short: int  # of those abandoned
    wait: int  # mean, of those answered
    talk: int  # mean
    in_time: int  # percent of those who came, without the short ones


def my_call(agent: Agent) -> MyCall | None:
    legs = Leg.objects.select_related(
        "stay__call__ticket__customer", "stay__team", "call_back__ticket__customer"
    )
    leg = legs.filter(agent=agent, state__in=Leg.LIVE).first()
    if leg is None:
        return None
    call = leg.stay.call if leg.stay else None
    ticket = leg.call_back.ticket if leg.call_back else call.ticket if call else None
    if ticket is None:
        return None
    since = leg.stay.bridged_at if leg.stay and leg.stay.bridged_at else leg.created_at
    talking = is_talk(leg)
    return MyCall(leg=leg, call=call, ticket=ticket, is_talking=talking, since=since, call_back=leg.call_back)


def wraps_up_until(agent: Agent) -> datetime | None:
    """Until when they get no other call, if their talk is over."""
    theirs = Presence.objects.filter(agent=agent, wraps_up_until__gt=timezone.now())
    return theirs.values_list("wraps_up_until", flat=True).first()


def waiting_for(agent: Agent) -> list[Waiting]:
    """Who waits for a team of theirs; for all of them, if they see everything."""
    stays = QueueStay.objects.filter(state=State.WAITING).select_related("call__ticket__customer", "team")
    if not agent.sees_everything:
        stays = stays.filter(Q(team__in=agent.teams.all()) | Q(team=None))
    return [Waiting(stay=stay, position=position_of(stay)) for stay in stays.order_by("entered_at", "pk")]


def talking_for(agent: Agent) -> QuerySet[QueueStay]:
    stays = QueueStay.objects.filter(state=State.TALKING)
    stays = stays.select_related("call__ticket__customer", "team", "agent")
    return stays if agent.sees_everything else stays.filter(team__in=agent.teams.all())


def call_backs_for(agent: Agent) -> QuerySet[CallBack]:
    tickets = Ticket.objects.visible_to(agent)
    found = CallBack.objects.filter(status__in=CallBack.OPEN, ticket__in=tickets)
    return found.select_related("ticket__customer", "ticket__assignee").order_by("starts_at")[:RECENT]


def recent_calls(agent: Agent, *, outcome: str = "") -> QuerySet[Call]:
    calls = Call.objects.visible_to(agent).filter(started_at__gte=midnight())
    calls = calls.filter(outcome=outcome) if outcome in Call.Outcome.values and outcome else calls
    return calls.select_related("ticket__customer", "agent", "team", "channel").order_by("-started_at")[
        :RECENT
    ]


def teams_today(agent: Agent) -> list[TeamDay]:
    """A row each, from the stays in their queues."""
    stays = QueueStay.objects.filter(entered_at__gte=midnight())
    if not agent.sees_everything:
        stays = stays.filter(team__in=agent.teams.all())
    answered = Q(bridged_at__isnull=False)
    short = Q(state=State.ABANDONED, wait_seconds__lt=SHORT)
    rows = stays.values("team").annotate(
        came=Count("pk"),
        answered=Count("pk", filter=answered),
        abandoned=Count("pk", filter=Q(state=State.ABANDONED)),
        short=Count("pk", filter=short),
        wait=Avg("wait_seconds", filter=answered),
        talk=Avg("talk_seconds", filter=answered),
        in_time=Count("pk", filter=answered & Q(wait_seconds__lte=IN_TIME)),
    )
    teams = Team.objects.in_bulk([row["team"] for row in rows if row["team"]])
    return sorted((_team_day(row, teams) for row in rows.order_by()), key=lambda day: str(day.team or ""))


def outcomes_today(agent: Agent) -> list[tuple[str, str, int]]:
    """(code, words, how many), those that came to something."""
    calls = Call.objects.visible_to(agent).filter(started_at__gte=midnight(), state=Call.State.ENDED)
    counted = dict(calls.values_list("outcome").annotate(Count("pk")).order_by())
    return [(code, str(words), counted[code]) for code, words in Call.Outcome.choices if counted.get(code)]


def midnight() -> datetime:
    """Of the reader's day."""
    now = timezone.localtime()
    return now - timedelta(hours=now.hour, minutes=now.minute, seconds=now.second)


def _team_day(row: Mapping[str, Any], teams: dict[int, Team]) -> TeamDay:
    counts = row["came"] - row["short"]
    return TeamDay(
        team=teams.get(row["team"]),
        came=row["came"],
        answered=row["answered"],
        abandoned=row["abandoned"],
        short=row["short"],
        wait=round(row["wait"] or 0),
        talk=round(row["talk"] or 0),
        in_time=round(100 * row["in_time"] / counts) if counts else 0,
    )
