"""What a move of many tickets would do, before it is done: who gives what to whom, and the loads after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils import timezone

from helpdesk.lib.whole_number import whole_number
from people.models import Agent, Membership, Presence, Team
from people.shifts import on_shift_at
from routing.board.asked import Asked, asked_of
from routing.board.scope import Scope
from routing.models import Reshuffle
from routing.spreading import Carrier, Load, balance, spread
from tickets import due
from tickets.list_choices import TO_ANSWER
from tickets.loads import loads_of
from tickets.models import Ticket
from tickets.weights import kind_of_work, weights

MOST = 200  # at once: it is done while somebody waits for it
AGENTS = "agents"  # whoever of the ticket's team is there and has room


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One ticket and where it would go; nowhere: `to_agent` and `to_team` are None, and it stays."""

    ticket: Ticket
    to_agent: Agent | None = None
    to_team: Team | None = None

    @property
    def goes(self) -> bool:
        return self.to_agent is not None or self.to_team is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    agent: Agent
    before: float
    after: float
    asked: float  # what they are being asked to take besides

    @property
    def at_most(self) -> float:
        """If they say yes."""
        return round(self.after + self.asked, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    what: str
    of: Agent | None  # whose tickets
    to: str
    moves: Sequence[Move]
    loads: Sequence[Before]
    left_out: int  # behind the first MOST

    @property
    def going(self) -> list[Move]:
        return [move for move in self.moves if move.goes]


def tickets_for(scope: Scope, what: str, of: Agent | None) -> QuerySet[Ticket]:
    """Those that would be moved, the most urgent first."""
    found = Ticket.objects.visible_to(scope.viewer).active().filter(scope.tickets)
    if what == Reshuffle.What.QUEUE:
        found = found.filter(assignee=None)
    elif what == Reshuffle.What.AGENT:
        found = found.filter(assignee=of)
    elif what == Reshuffle.What.NUDGE:
        found = found.filter(due.LATE | due.SOON, assignee__isnull=False).exclude(assignee=scope.viewer)
    else:
        found = found.filter(assignee__isnull=False, status__in=TO_ANSWER)
    return found.order_by(F("next_due_at").asc(nulls_last=True), "pk").for_list()


def preview(scope: Scope, *, what: str, of: Agent | None = None, to: str = AGENTS) -> Preview:
    found = tickets_for(scope, what, of)
    tickets = list(found[:MOST])
    moves = _moves(scope, what, tickets, to)
    return Preview(
        what=what,
        of=of,
        to=to,
        moves=moves if what != Reshuffle.What.BALANCE else [move for move in moves if move.goes],
        loads=_loads(moves),
        left_out=max(0, found.count() - MOST),
    )


def destination(scope: Scope, to: str) -> Agent | Team | None:
    """A team or a person that the viewer may give to; None: whoever has room."""
    kind, _, said = to.partition("-")
    number = whole_number(said)
    if kind == "team" and number is not None:
        return next((team for team in scope.teams if team.pk == number and team.is_active), None)
    if kind == "agent" and number is not None:
        return people_in(scope).filter(pk=number).first()
    return None


def people_in(scope: Scope) -> QuerySet[Agent]:
    teams = [team.pk for team in scope.teams]
    found: QuerySet[Agent] = Agent.objects.may_answer().filter(teams__in=teams).distinct()
    return found.order_by("name", "pk")


def _moves(scope: Scope, what: str, tickets: Sequence[Ticket], to: str) -> list[Move]:
    if what == Reshuffle.What.NUDGE:
        return [Move(ticket=ticket, to_agent=ticket.assignee) for ticket in tickets]
    where = destination(scope, to)
    if isinstance(where, Team):
        return [Move(ticket=one, to_team=where if one.team_id != where.pk else None) for one in tickets]
    if isinstance(where, Agent):
        return [Move(ticket=one, to_agent=where if one.assignee_id != where.pk else None) for one in tickets]
    return _spread(scope, what, tickets)


def _spread(scope: Scope, what: str, tickets: Sequence[Ticket]) -> list[Move]:
    agents = _agents(scope)
    asked = asked_of(agents)
    asked_about = {one.ticket: agent for agent, one in asked.items()}
    carriers = _carriers(scope, agents, asked)
    weigh = weights()
    loads = [
        Load(
            ticket=one.pk,
            team=one.team_id or 0,
            holder=one.assignee_id,
            is_begun=one.status != "new",
            weight=weigh.get(kind_of_work(one), 1) if one.status in TO_ANSWER else 0,
            asked=asked_about.get(one.pk),
        )
        for one in tickets
    ]
    plan = balance if what == Reshuffle.What.BALANCE else spread
    to = {step.ticket: agents[step.to] for step in plan(loads, carriers)}
    return [Move(ticket=one, to_agent=to.get(one.pk)) for one in tickets]


def _agents(scope: Scope) -> dict[int, Agent]:
    found = Agent.objects.may_answer().filter(teams__in=[team.pk for team in scope.teams])
    return {one.pk: one for one in found.distinct()}


def _carriers(scope: Scope, agents: Mapping[int, Agent], asked: Mapping[int, Asked]) -> list[Carrier]:
    """What somebody is being asked to take counts as theirs: saying yes lifts nobody above what they take."""
    members = Membership.objects.filter(agent__in=agents, team__in=[team.pk for team in scope.teams])
    teams: dict[int, set[int]] = {}
    for agent, team in members.values_list("agent_id", "team_id"):
        teams.setdefault(agent, set()).add(team)
    there = Presence.objects.filter(agent__in=agents, status=Presence.Status.AVAILABLE)
    available = on_shift_at(set(there.values_list("agent_id", flat=True)), timezone.now())
    loads = loads_of(agents.values())
    return [
        Carrier(
            agent=pk,
            load=loads.get(pk, 0) + (asked[pk].weight if pk in asked else 0),
            capacity=one.capacity,
            teams=frozenset(teams[pk]),
            is_there=pk in available,
        )
        for pk, one in agents.items()
    ]


def _loads(moves: Sequence[Move]) -> list[Before]:
    """Of all who give or get something."""
    change: dict[int, float] = defaultdict(float)
    weigh = weights()
    known: dict[int, Agent] = {}
    for move in (move for move in moves if move.goes and move.ticket.status in TO_ANSWER):
        for agent, by in ((move.ticket.assignee, -1), (move.to_agent, 1)):
            if agent is not None:
                known[agent.pk] = agent
                change[agent.pk] += by * weigh.get(kind_of_work(move.ticket), 1)
    loads = loads_of(known.values())
    going = {move.ticket.pk for move in moves if move.goes}  # about what goes nobody is asked any more
    asked = {agent: one.weight for agent, one in asked_of(known).items() if one.ticket not in going}
    found = [
        Before(
            agent=one,
            before=loads.get(pk, 0),
            after=round(loads.get(pk, 0) + change[pk], 2),
            asked=asked.get(pk, 0),
        )
        for pk, one in known.items()
        if change[pk]
    ]
    return sorted(found, key=lambda one: one.agent.name)
