"""The numbers beside views and queues.

Counting 200,000 active tickets costs a tenth of a second, so how many are alike is tallied as they change
(tickets/models/tally.py, docs/adr/0038), and only what time alone changes is counted. 200 agents want their
own numbers after every change: one snapshot by team, assignee and state serves everybody for a second, and
what an agent may see is summed up from it. A browser waits that second after a hint, so it never settles on
an old number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from helpdesk.lib import kept
from people.models import Agent, Team
from tickets import due
from tickets.list_choices import PARTS, TO_ANSWER, Part, View
from tickets.models import Follower, Status, Ticket
from tickets.tallied import alike

LASTS = 1  # seconds
KEPT_FOR_PAGES = 10 * 60
KEY = "ticket-counts-5"  # another one with every change of what is kept
ALARMING = {view for view, parts in PARTS.items() if Part.LATE in parts}
LATE = (Ticket.SlaState.AT_RISK, Ticket.SlaState.BREACHED)


class Group(NamedTuple):
    """Active tickets that are alike in what lists ask for. Of those that are the same the numbers add up."""

    team: int | None
    assignee: int | None
    status: str
    sla_state: str
    number: int
    soon: int  # of these: tickets/due.py
    late: int
    to_sort: int
    waits_since: datetime | None  # whose customer waits longest


def name_of(view: str, part: str = Part.WHOLE) -> str:
    """What a number is called: by the name that its list has in an address."""
    return f"{view}/{part}" if part else view


def counts_for(agent: Agent, teams: Sequence[Team]) -> Counter[str]:
    counts: Counter[str] = Counter()
    ids = {team.pk for team in teams}
    for group in groups_seen(all_groups(), agent=agent, teams=teams):
        for name, number in _numbers(group, agent, ids):
            counts[name] += number
    kept.keep({_key_of(agent): counts}, seconds=KEPT_FOR_PAGES)
    return counts


def groups_seen(groups: Iterable[Group], *, agent: Agent, teams: Sequence[Team]) -> list[Group]:
    """Of all groups what the agent sees, and what they follow besides."""
    ids = {team.pk for team in teams}
    seen = [group for group in groups if _sees(agent, ids, group)]
    return [*seen, *_followed(agent, ids)]


def all_groups() -> list[Group]:
    """Of all active tickets, whoever asks: for what is nobody's secret, such as how much somebody carries."""
    groups: list[tuple[object, ...]] | None = kept.get(KEY)
    if groups is None:
        groups = alike()
        kept.keep({KEY: groups}, seconds=LASTS)
    return [Group._make(group) for group in groups]


def counts_kept_for(agent: Agent) -> Counter[str] | None:
    """The agent's numbers of a moment ago, so that a page has some before its browser asks for today's."""
    counts: Counter[str] | None = kept.get(_key_of(agent))
    return counts


def _key_of(agent: Agent) -> str:
    return f"{KEY}:{agent.pk}"


def _sees(agent: Agent, teams: set[int], group: Group) -> bool:
    team, assignee = group.team, group.assignee
    if agent.sees_everything or assignee == agent.pk:
        return True
    return agent.may_see_unrouted if team is None else team in teams


def _numbers(group: Group, agent: Agent, teams: set[int]) -> Iterator[tuple[str, int]]:
    for name in _names(group, agent, teams):
        yield name, group.number
        if name.partition("/")[2] == Part.WHOLE and name.partition("-")[0] in ALARMING:
            yield name_of(name, Part.SOON), group.soon
            yield name_of(name, Part.LATE), group.late
    if group.to_sort:
        owner = _owner(group, agent)
        for part in (Part.WHOLE, *([owner] if owner else [])):
            yield name_of(View.TO_SORT, part), group.to_sort


def _names(group: Group, agent: Agent, teams: set[int]) -> Iterator[str]:
    team, assignee, status = group.team, group.assignee, group.status
    is_pending = status == Status.PENDING
    views = {
        View.ALL: True,
        View.UNASSIGNED: assignee is None,
        View.BREACHING: group.sla_state in LATE,
        View.WAITING: is_pending,
        f"{View.TEAM}-{team}": team in teams,
        View.TEAMS: in_their_teams(group, agent, teams),
        View.UNROUTED: team is None,
    }
    owner = _owner(group, agent)
    for view in (view for view, belongs in views.items() if belongs):
        yield name_of(view)
        if owner:
            yield name_of(view, owner)
    if owner == Part.MINE:
        yield name_of(View.MINE)
        if is_pending or status in TO_ANSWER:
            yield name_of(View.MINE, Part.WAITING if is_pending else Part.TO_ANSWER)


def _owner(group: Group, agent: Agent) -> Part | None:
    return {None: Part.UNASSIGNED, agent.pk: Part.MINE}.get(group.assignee)


def in_their_teams(group: Group, agent: Agent, teams: set[int]) -> bool:
    """As the list View.TEAMS holds them."""
    if group.team is None:
        return agent.may_see_unrouted
    return group.team in teams


def _followed(agent: Agent, teams: set[int]) -> list[Group]:
    """What the agent sees for no other reason than that they follow it."""
    if agent.sees_everything:
        return []
    follows = Follower.objects.filter(ticket=OuterRef("pk"), agent=agent)
    other = ~Q(team__in=teams) & (Q(assignee=None) | ~Q(assignee=agent))
    if agent.may_see_unrouted:
        other &= Q(team__isnull=False)
    return _count(Ticket.objects.active().filter(other, Exists(follows)))


def _count(tickets: QuerySet[Ticket]) -> list[Group]:
    groups = tickets.order_by().values_list("team", "assignee", "status", "sla_state")
    counted = groups.annotate(
        number=Count("*"),
        soon=Count("status", filter=due.IS_SOON),
        late=Count("status", filter=due.IS_LATE),
        to_sort=Count("status", filter=Q(is_to_sort=True)),
        waits_since=Min("waiting_since"),
    )
    return [Group._make(row) for row in counted]
