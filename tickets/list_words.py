"""What lists are called, and the links that lead from one to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.models import Team
from tickets.counts import name_of
from tickets.list_choices import ListChoice, Order, Part, View

VIEWS: dict[View, tuple[str, str | Promise]] = {
    View.MINE: ("inbox", gettext_lazy("My open")),
    View.BREACHING: ("timer", gettext_lazy("At risk or late")),
    View.UNASSIGNED: ("user-x", gettext_lazy("Unassigned")),
    View.TO_SORT: ("shapes", gettext_lazy("To sort")),
    View.ALL: ("layers", gettext_lazy("All open")),
    View.WAITING: ("hourglass", pgettext_lazy("tickets", "Waiting for customer")),
    View.RESOLVED: ("circle-check", gettext_lazy("Resolved")),
}
APART: dict[View, str | Promise] = {
    View.TEAMS: gettext_lazy("My teams"),
    View.UNROUTED: gettext_lazy("No team yet"),
}
PARTS: dict[Part, str | Promise] = {
    Part.WHOLE: pgettext_lazy("tickets", "All"),
    Part.MINE: pgettext_lazy("tickets", "Mine"),
    Part.UNASSIGNED: pgettext_lazy("tickets", "Unassigned"),
    Part.TO_ANSWER: gettext_lazy("To answer"),
    Part.WAITING: pgettext_lazy("tickets", "Waiting"),
    Part.SOON: gettext_lazy("Due in 30 min"),
    Part.LATE: gettext_lazy("Past due"),
}
ORDERS: dict[Order, str | Promise] = {
    Order.DUE: gettext_lazy("Due first"),
    Order.NEWEST: gettext_lazy("Newest first"),
    Order.OLDEST: gettext_lazy("Oldest first"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    key: str  # what its number is called
    label: str
    url: str
    icon: str = ""
    colour: int = 0  # of a queue's swatch
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Menus:
    title: str
    count: int | None
    count_key: str
    views: list[Link]
    queues: list[Link]
    parts: list[Link]
    orders: list[Link]
    order: str
    counts: Mapping[str, int]  # all that are known

    @classmethod
    def of(
        cls,
        choice: ListChoice,
        *,
        teams: Sequence[Team],
        counts: Mapping[str, int] | None,
        apart: str = "",
    ) -> Self:
        """`counts` None: not known yet, the browser asks for them. `apart`: the title of a list to which no
        entry of the menu leads.
        """
        views = [_view(view, choice, counts) for view in VIEWS if _is_offered(view, choice, counts)]
        queues = [_queue(team, choice, counts) for team in teams if team.is_active or team.pk == choice.team]
        here = [link.label for link in (*views, *queues) if link.is_current]
        title = apart or str(APART.get(choice.view, "")) or next(iter(here), "")
        if not title:
            raise Http404  # the queue of a team that the agent is not in, nobody they work with, no problem
        return cls(
            title=title,
            count=_count(name_of(choice.name, choice.part), counts) if choice.is_counted else None,
            count_key=name_of(choice.name, choice.part),
            views=views,
            queues=queues,
            parts=[_part(part, choice, counts) for part in choice.parts],
            orders=[_order(order, choice) for order in choice.orders],
            order=str(ORDERS[choice.order]),
            counts=counts or {},
        )


def _is_offered(view: View, choice: ListChoice, counts: Mapping[str, int] | None) -> bool:
    """Where nothing is to sort, as in a company that has nothing learned, nobody need know of the list."""
    return view != View.TO_SORT or choice.view == view or bool((counts or {}).get(view))


def _view(view: View, choice: ListChoice, counts: Mapping[str, int] | None) -> Link:
    icon, label = VIEWS[view]
    return Link(
        key=view,
        label=str(label),
        url=_url(ListChoice.read({"view": view})),
        icon=icon,
        count=None if view == View.RESOLVED else _count(view, counts),
        is_current=choice.view == view,
    )


def _queue(team: Team, choice: ListChoice, counts: Mapping[str, int] | None) -> Link:
    name = f"{View.TEAM}-{team.pk}"
    return Link(
        key=name,
        label=team.name if team.is_active else _("%(team)s (switched off)") % {"team": team.name},
        url=_url(ListChoice.read({"view": name})),
        colour=team.colour,
        count=_count(name, counts),
        is_current=choice.name == name,
    )


def _part(part: Part, choice: ListChoice, counts: Mapping[str, int] | None) -> Link:
    key = name_of(choice.name, part)
    return Link(
        key=key,
        label=str(PARTS[part]),
        url=_url(choice.with_part(part)),
        count=_count(key, counts) if part and choice.is_counted else None,
        is_current=choice.part == part,
    )


def _order(order: Order, choice: ListChoice) -> Link:
    chosen = choice.with_order(order)
    return Link(key=order, label=str(ORDERS[order]), url=_url(chosen), is_current=choice.order == order)


def _count(key: str, counts: Mapping[str, int] | None) -> int | None:
    if counts is None or key.partition("/")[0] == View.RESOLVED:
        return None
    return counts.get(key, 0)


def _url(choice: ListChoice) -> str:
    address = choice.address
    return f"{reverse('tickets:inbox')}?{address}" if address else reverse("tickets:inbox")
