"""The inbox's lists: which tickets belong to a view, in which order, a page at a time.

A list is asked for once per way in which its viewer may see a ticket (each of their teams, assigned to them,
followed), so that each part walks its own index and stops after one page. Sorting all that somebody may see
would read the whole queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left

from people.models import Agent, Team
from tickets import due
from tickets.cursors import cursor_at
from tickets.list_choices import ALARMS, ListChoice, Order, Part, View
from tickets.models import Draft, Follower, Status, Ticket

PAGE = 40
COLUMNS = ("id", "version", "at", "assignee__presence__status", "begun")
SNIPPET = 200  # letters of a draft
DONE = (Status.RESOLVED, Status.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list, before it is drawn."""

    id: int
    version: int
    order: datetime
    presence: str | None = None  # of the assignee: a row shows it, and it is no part of the version
    draft: str = ""  # how what its reader has begun to write begins

    @property
    def cursor(self) -> str:
        return cursor_at(self.order, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    entries: Sequence[Entry]
    after: str  # where the next page starts; empty on the last


def page(choice: ListChoice, *, agent: Agent, teams: Sequence[Team], size: int = PAGE) -> Page:
    """`teams`: the agent's own, as tickets/scope.py reads them."""
    key, descending = _order_of(choice)
    sign = "-" if descending else ""
    parts = [
        _after(tickets, choice.after, key, descending)
        .order_by(f"{sign}{key}", f"{sign}id")
        .annotate(at=F(key), begun=_begun(agent))
        .values_list(*COLUMNS)[: size + 1]
        for tickets in _parts(choice, agent, teams)
    ]
    rows = parts[0]
    if len(parts) > 1:
        rows = rows.union(*parts[1:]).order_by(f"{sign}at", f"{sign}id")[: size + 1]
    found = [_entry(*row) for row in rows]
    shown = found[:size]
    return Page(entries=shown, after=shown[-1].cursor if len(found) > size else "")


def entries(ids: Sequence[int], choice: ListChoice, *, agent: Agent) -> list[Entry]:
    """Those of these tickets that the list would show to this agent now."""
    key, _ = _order_of(choice)
    rows = (
        Ticket.objects.visible_to(agent)
        .filter(_belongs(choice, agent), _in_their_teams(choice, agent), pk__in=ids)
        .annotate(at=F(key), begun=_begun(agent))
        .values_list(*COLUMNS)
    )
    return [_entry(*row) for row in rows]


def _begun(agent: Agent) -> Subquery:
    """A reply before a note. Of the rows of one page alone: it is worked out after they are found."""
    mine = Draft.objects.filter(agent=agent, ticket=OuterRef("pk")).exclude(text="").order_by("-kind")
    return Subquery(mine.values(beginning=Left("text", SNIPPET))[:1])


def _entry(pk: int, version: int, at: datetime, presence: str | None, begun: str | None) -> Entry:
    return Entry(id=pk, version=version, order=at, presence=presence, draft=" ".join((begun or "").split()))


def _parts(choice: ListChoice, agent: Agent, teams: Sequence[Team]) -> list[QuerySet[Ticket]]:
    wanted = Ticket.objects.filter(_belongs(choice, agent))
    if choice.is_mine:
        return [wanted]  # filtered by assignee already, and everybody sees what is theirs
    if agent.sees_everything:
        return [wanted]
    if choice.view in {View.TEAM, View.UNROUTED, View.AGENT, View.INCIDENTS}:
        return [wanted.visible_to(agent)]
    ways = [Q(team=team) for team in teams]
    if choice.view != View.TEAMS:
        ways += [Q(assignee=agent), Q(pk__in=Follower.objects.filter(agent=agent).values("ticket"))]
    if agent.may_see_unrouted:
        ways.append(Q(team=None))
    return [wanted.filter(way) for way in ways] or [wanted.none()]


def _belongs(choice: ListChoice, agent: Agent) -> Q:
    wanted = Q(status__in=DONE) if choice.view == View.RESOLVED else Q(status__in=choice.statuses)
    if choice.is_mine:
        wanted &= Q(assignee=agent)
    if choice.is_unassigned:
        wanted &= Q(assignee=None)
    if choice.team is not None:
        wanted &= Q(team=choice.team)
    if choice.view == View.UNROUTED:
        wanted &= Q(team=None)
    if choice.colleague is not None:
        wanted &= Q(assignee=choice.colleague)
    if choice.problem is not None:
        wanted &= Q(problem=choice.problem)
    return wanted & _about_promises(choice) & _about_topics(choice)


def _about_promises(choice: ListChoice) -> Q:
    if choice.part in ALARMS:
        return due.LATE if choice.part == Part.LATE else due.SOON
    if choice.view == View.BREACHING:
        return Q(sla_state__in=(Ticket.SlaState.AT_RISK, Ticket.SlaState.BREACHED))
    return Q()


def _about_topics(choice: ListChoice) -> Q:
    return Q(is_to_sort=True) if choice.view == View.TO_SORT else Q()


def _in_their_teams(choice: ListChoice, agent: Agent) -> Q:
    """What `_parts` does for a page: there a list of one index after the other, here a condition."""
    if choice.view != View.TEAMS or agent.sees_everything:
        return Q()
    theirs = Q(team__in=agent.memberships.values("team"))
    return theirs | Q(team=None) if agent.may_see_unrouted else theirs


def _order_of(choice: ListChoice) -> tuple[str, bool]:
    if choice.view == View.RESOLVED:
        return "resolved_at", choice.is_descending
    return "due_order" if choice.order == Order.DUE else "last_message_at", choice.is_descending


def _after(
    tickets: QuerySet[Ticket], cursor: tuple[datetime, int] | None, key: str, descending: bool
) -> QuerySet[Ticket]:
    if cursor is None:
        return tickets
    at, pk = cursor
    side = "lt" if descending else "gt"
    # The first condition says nothing new; it is what lets the index start at the right place.
    return tickets.filter(
        Q(**{f"{key}__{side}e": at}), Q(**{f"{key}__{side}": at}) | Q(**{key: at, f"id__{side}": pk})
    )
