"""The live board: what waits, what is late, who is there. Read by who leads, from what they see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from people.models import Team
from routing.board.advice import Advice, advice_on
from routing.board.first_answers import Service, service_today, summed
from routing.board.forecast import Forecast, forecast_for
from routing.board.ladder import Ladder, ladder_of
from routing.board.people import Person, in_team, people_of
from routing.board.scope import NO_TEAM, Scope, list_url, view_of
from routing.board.trends import Trend, trends_of
from routing.models import RoutingPause
from routing.pauses import pauses_of
from tickets.counts import all_groups, groups_seen
from tickets.list_choices import Part, View
from tickets.loads import all_loads
from tickets.queues import Queue, loads_in, queues_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The lists that hold as many tickets as the numbers say."""

    waiting: str
    soon: str
    late: str

    @classmethod
    def of(cls, view: str) -> Links:
        return cls(
            waiting=list_url(view, Part.UNASSIGNED),
            soon=list_url(view, Part.SOON),
            late=list_url(view, Part.LATE),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One queue; `team` None: what has not been routed."""

    team: Team | None
    asked: str  # as the board's address names it
    queue: Queue
    service: Service
    links: Links
    people: Sequence[Person]
    pause: RoutingPause | None

    @property
    def available(self) -> int:
        return sum(person.is_available for person in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    scope: Scope
    lines: Sequence[Line]
    total: Queue
    service: Service
    links: Links
    ladder: Ladder
    people: Sequence[Person]
    forecast: Forecast | None  # None: nobody has looked lately
    advice: Advice | None
    trends: Mapping[str, Trend]

    @property
    def available(self) -> int:
        return sum(person.is_available for person in self.people)

    @property
    def anybody(self) -> bool:
        return any(person.is_there for person in self.people)

    @property
    def hidden_late(self) -> int:
        """For which the ladder has no room."""
        return max(0, self.total.late - sum(step.is_late for step in self.ladder.steps))

    @property
    def hidden_soon(self) -> int:
        return max(0, self.total.soon - sum(not step.is_late for step in self.ladder.steps))


def board_of(scope: Scope) -> Board:
    everybodys = all_groups()
    groups = groups_seen(everybodys, agent=scope.viewer, teams=scope.teams)
    people = people_of(
        scope, loads=all_loads(everybodys), of_each=loads_in(everybodys), seen=loads_in(groups)
    )
    queues = queues_of(groups, agent=scope.viewer, teams=scope.teams)
    lines = _lines(scope, queues, service_today(), people)
    ladder = ladder_of(scope)
    return Board(
        scope=scope,
        lines=lines,
        total=_total([line.queue for line in lines]),
        service=summed(line.service for line in lines),
        links=Links.of(scope.view),
        ladder=ladder,
        people=people,
        forecast=forecast_for(scope),
        advice=advice_on(ladder.steps, people),
        trends=trends_of(scope),
    )


def _lines(
    scope: Scope,
    queues: Mapping[int | None, Queue],
    services: Mapping[int | None, Service],
    people: Sequence[Person],
) -> list[Line]:
    """Every team that works or has something; what has no team only while there is something."""
    wanted: list[Team | None] = [
        team
        for team in scope.teams
        if scope.holds(team.pk) and (team.is_active or team.pk in queues or team.pk in services)
    ]
    if scope.has_unrouted and (scope.asked == NO_TEAM or None in queues or None in services):
        wanted.append(None)
    pauses = pauses_of(scope.team_ids)
    return [
        replace(_line(team, queues, services, people), pause=pauses.get(team.pk) if team else None)
        for team in wanted
    ]


def _line(
    team: Team | None,
    queues: Mapping[int | None, Queue],
    services: Mapping[int | None, Service],
    people: Sequence[Person],
) -> Line:
    pk = team.pk if team else None
    return Line(
        team=team,
        asked=str(pk) if pk else NO_TEAM,
        queue=queues.get(pk) or Queue(team=pk, waiting=0, waits_since=None, soon=0, late=0),
        service=services.get(pk) or Service(),
        links=Links.of(view_of(pk)),
        people=in_team(people, pk),
        pause=None,
    )


def _total(queues: Sequence[Queue]) -> Queue:
    return Queue(
        team=None,
        waiting=sum(queue.waiting for queue in queues),
        waits_since=min((queue.waits_since for queue in queues if queue.waits_since), default=None),
        soon=sum(queue.soon for queue in queues),
        late=sum(queue.late for queue in queues),
    )


def agent_url(agent: int) -> str:
    return list_url(f"{View.AGENT}-{agent}", Part.TO_ANSWER)
