"""Calls as agents and supervisors see them now: what rings, who talks, who waits, what came of today's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from channels_in.actions.settle_leg import is_talk
from channels_in.models import CallBack, Leg
from people.models import Agent, Presence, Team
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
    wait: int | None  # mean, of those answered; None: nobody was
    talk: int | None  # mean
    in_time: int | None  # percent of those who came, without the short ones


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
    """Whose tickets they see, with their place among all who wait for the same team."""
    is_seen = Exists(Ticket.objects.visible_to(agent).filter(pk=OuterRef("call__ticket")))
    stays = QueueStay.objects.filter(state=State.WAITING).select_related(
        "call__ticket__customer", "call__ticket__assignee", "team"
    )
    places: Counter[int | None] = Counter()
    found = []
    for stay in stays.annotate(is_seen=is_seen).order_by("entered_at", "pk"):
        places[stay.team_id] += 1
        if stay.is_seen:
            found.append(Waiting(stay=stay, position=places[stay.team_id]))
    return found


def talking_for(agent: Agent) -> QuerySet[QueueStay]:
    stays = QueueStay.objects.filter(state=State.TALKING, call__ticket__in=Ticket.objects.visible_to(agent))
    return stays.select_related("call__ticket__customer", "team", "agent")


def choosing_for(agent: Agent) -> QuerySet[Call]:
    """On the line and in no queue: they listen to the menu, book a call-back, leave a message."""
    is_in_queue = Exists(
        QueueStay.objects.filter(call=OuterRef("pk"), state__in=(State.WAITING, State.TALKING))
    )
    inbound = Call.objects.visible_to(agent).live().filter(~is_in_queue, direction=Call.Direction.INBOUND)
    return inbound.select_related("ticket__customer", "team").order_by("started_at")[:RECENT]


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
    # Who left the queue for a message and said none has waited in vain: so says the outcome of their call.
    abandoned = Q(state=State.ABANDONED) | Q(state=State.LEFT, call__outcome=Call.Outcome.ABANDONED)
    short = abandoned & Q(wait_seconds__lt=SHORT)
    rows = stays.values("team").annotate(
        came=Count("pk"),
        answered=Count("pk", filter=answered),
        abandoned=Count("pk", filter=abandoned),
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
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _team_day(row: Mapping[str, Any], teams: dict[int, Team]) -> TeamDay:
    counts = row["came"] - row["short"]
    return TeamDay(
        team=teams.get(row["team"]),
        came=row["came"],
        answered=row["answered"],
        abandoned=row["abandoned"],
        short=row["short"],
        wait=_seconds(row["wait"]),
        talk=_seconds(row["talk"]),
        in_time=round(100 * row["in_time"] / counts) if counts else None,
    )


def _seconds(mean: float | None) -> int | None:
    return None if mean is None else round(mean)
