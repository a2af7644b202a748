"""What a list is asked for in its address: an allow-list, so that no stranger's word reaches a query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from tickets.cursors import cursor_in
from tickets.models import Status
from tickets.models.ticket_queryset import ACTIVE

TO_ANSWER = (Status.NEW, Status.OPEN)

Choice = TypeVar("Choice", bound=StrEnum)


class View(StrEnum):
    MINE = "mine"
    BREACHING = "breaching"
    UNASSIGNED = "unassigned"
    TO_SORT = "to_sort"  # nothing says yet what they are about
    ALL = "all"
    WAITING = "waiting"
    RESOLVED = "resolved"
    TEAM = "team"
    TEAMS = "teams"  # all of the viewer's, and what has no team where they see that: what the board counts
    UNROUTED = "unrouted"
    AGENT = "agent"  # what a colleague has
    INCIDENTS = "incidents"  # of a problem, done or not


class Order(StrEnum):
    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"


class Part(StrEnum):
    """The filter above the list."""

    WHOLE = ""
    MINE = "mine"
    UNASSIGNED = "unassigned"
    TO_ANSWER = "to_answer"
    WAITING = "waiting"
    SOON = "soon"  # the nearest promise ends within half an hour
    LATE = "late"  # it has ended


ALARMS = (Part.SOON, Part.LATE)  # offered where one of them is chosen: the live board leads there
PARTS = {
    View.MINE: (Part.WHOLE, Part.TO_ANSWER, Part.WAITING),
    View.BREACHING: (Part.WHOLE, Part.MINE, Part.UNASSIGNED),
    View.UNASSIGNED: (Part.WHOLE,),
    View.TO_SORT: (Part.WHOLE, Part.MINE, Part.UNASSIGNED),
    View.ALL: (Part.WHOLE, Part.MINE, Part.UNASSIGNED),
    View.WAITING: (Part.WHOLE, Part.MINE),
    View.RESOLVED: (Part.WHOLE, Part.MINE),
    View.TEAM: (Part.WHOLE, Part.MINE, Part.UNASSIGNED, *ALARMS),
    View.TEAMS: (Part.WHOLE, Part.UNASSIGNED, *ALARMS),
    View.UNROUTED: (Part.WHOLE, Part.UNASSIGNED, *ALARMS),
    View.AGENT: (Part.WHOLE, Part.TO_ANSWER, Part.WAITING),
    View.INCIDENTS: (Part.WHOLE, Part.TO_ANSWER, Part.WAITING),
}
UNCOUNTED = (View.RESOLVED, View.AGENT, View.INCIDENTS)  # no number stands beside them
NUMBERED = (View.TEAM, View.AGENT, View.INCIDENTS)
BY_TIME = (Order.NEWEST, Order.OLDEST)
ORDERS = {view: tuple(Order) for view in View} | {View.RESOLVED: BY_TIME, View.INCIDENTS: BY_TIME}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChoice:
    view: View = View.ALL
    team: int | None = None
    colleague: int | None = None
    problem: int | None = None
    part: Part = Part.WHOLE
    order: Order = Order.DUE
    after: tuple[datetime, int] | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        view, number = _view(query.get("view") or View.ALL)
        return cls(
            view=view,
            team=number if view == View.TEAM else None,
            colleague=number if view == View.AGENT else None,
            problem=number if view == View.INCIDENTS else None,
            part=_one_of(PARTS[view], query.get("part") or Part.WHOLE),
            order=_one_of(ORDERS[view], query.get("order") or ORDERS[view][0]),
            after=cursor_in(query.get("after") or ""),
        )

    @property
    def is_mine(self) -> bool:
        return self.view == View.MINE or self.part == Part.MINE

    @property
    def is_unassigned(self) -> bool:
        return self.view == View.UNASSIGNED or self.part == Part.UNASSIGNED

    @property
    def statuses(self) -> tuple[str, ...]:
        """Those of the resolved view are its own."""
        if self.view == View.INCIDENTS and self.part == Part.WHOLE:
            return tuple(Status.values)
        if self.view == View.WAITING or self.part == Part.WAITING:
            return (Status.PENDING,)
        return TO_ANSWER if self.part == Part.TO_ANSWER else ACTIVE

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those that are offered."""
        return tuple(part for part in PARTS[self.view] if part not in ALARMS or self.part in ALARMS)

    @property
    def is_counted(self) -> bool:
        return self.view not in UNCOUNTED

    @property
    def orders(self) -> tuple[Order, ...]:
        return ORDERS[self.view]

    @property
    def is_descending(self) -> bool:
        """The greatest key first: the newest."""
        return self.order == Order.NEWEST

    @property
    def name(self) -> str:
        numbers = {View.TEAM: self.team, View.AGENT: self.colleague, View.INCIDENTS: self.problem}
        number = numbers.get(self.view)
        return f"{self.view}-{number}" if number is not None else self.view

    @property
    def address(self) -> str:
        """The query that leads back to this list; what is as always is left out. Starts at its top."""
        said = {"view": self.name, "part": self.part, "order": self.order}
        usual = {"view": View.ALL, "part": Part.WHOLE, "order": self.orders[0]}
        return urlencode({key: value for key, value in said.items() if value != usual[key]})

    def with_part(self, part: Part) -> Self:
        return replace(self, part=part, after=None)

    def with_order(self, order: Order) -> Self:
        return replace(self, order=order, after=None)


def _view(name: str) -> tuple[View, int | None]:
    kind, _dash, number = name.partition("-")
    if kind in NUMBERED and number.isascii() and number.isdigit() and len(number) < 19:
        return View(kind), int(number)
    view = _one_of(tuple(View), name)
    if view in NUMBERED:
        raise BadRequest(_("There is no such list."))
    return view, None


def _one_of(allowed: tuple[Choice, ...], word: str) -> Choice:
    for choice in allowed:
        if choice == word:
            return choice
    raise BadRequest(_("There is no such list."))
