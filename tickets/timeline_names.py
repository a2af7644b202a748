"""The names behind the ids in events, all in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import CharField, F, Model, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import ActorKind, Event
from people.models import Agent, Company, Customer, Team
from tickets.models import Category, Channel, Tag, Ticket

MODELS: dict[str, type[Model]] = {
    "agent": Agent,
    "team": Team,
    "category": Category,
    "tag": Tag,
    "channel": Channel,
    "customer": Customer,
}  # helpdesk adds the rules of routing

# Which key of which kind of event names what.
KEYS: dict[str, dict[str, str]] = {
    "ticket.assigned": {"from": "agent", "to": "agent"},
    "ticket.unassigned": {"from": "agent"},
    "ticket.offer_declined": {"agent": "agent"},
    "ticket.offer_lapsed": {"agent": "agent"},
    "ticket.offer_left": {"agent": "agent"},
    "ticket.nudged": {"agent": "agent"},
    "ticket.nudge_withdrawn": {"agent": "agent"},
    "ticket.transferred": {"from_team": "team", "to_team": "team"},
    "ticket.escalated": {"team": "team"},
    "escalation.opened": {"team": "team"},
    "escalation.resolved": {"team": "team"},
    "escalation.reopened": {"team": "team"},
    "escalation.cancelled": {"team": "team"},
    "ticket.category_changed": {"from": "category", "to": "category"},
    "ticket.tagged": {"tag": "tag"},
    "ticket.untagged": {"tag": "tag"},
    "ticket.customer_unreachable": {"channel": "channel"},
    "ticket.customer_reachable": {"channel": "channel"},
    "ticket.customer_joined": {"customer": "customer"},
    "ticket.customer_parted": {"customer": "customer"},
}

NUMBERED = {  # they name another ticket
    "ticket.followed_up",
    *("problem.linked", "problem.unlinked", "incident.linked", "incident.unlinked"),
    *("incident.told", "incident.untold"),
    *("ticket.escalated", "escalation.opened"),
    *("escalation.resolved", "escalation.reopened", "escalation.cancelled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    viewer_id: int
    customer: str
    ticket_prefix: str
    by_id: dict[tuple[str, int], str]

    def of(self, what: str, pk: object) -> str:
        if not isinstance(pk, int):
            return ""
        if what == "agent" and pk == self.viewer_id:
            return _("you")
        return self.by_id.get((what, pk), f"#{pk}")


def names_in(events: Iterable[Event], *, ticket: Ticket, viewer: Agent) -> Names:
    events = list(events)
    numbers = any(event.kind in NUMBERED for event in events)
    return Names(
        viewer_id=viewer.pk,
        customer=ticket.customer.name,
        ticket_prefix=Company.current().ticket_prefix if numbers else "",
        by_id=_by_id(set(_mentioned(events))),
    )


def _mentioned(events: Iterable[Event]) -> Iterator[tuple[str, int]]:
    for event in events:
        for key, what in KEYS.get(event.kind, {}).items():
            if isinstance(pk := event.data.get(key), int):
                yield what, pk
        if event.actor_kind in {ActorKind.AGENT, ActorKind.RULE} and event.actor_id:
            yield str(event.actor_kind), event.actor_id


def _by_id(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    parts = []
    for what, model in MODELS.items():
        if ids := [pk for kind, pk in wanted if kind == what]:
            kind = Value(what, output_field=CharField())
            rows = model._default_manager.filter(pk__in=ids).annotate(shown=_name(what))
            parts.append(rows.order_by().values_list(kind, "pk", "shown"))
    if not parts:
        return {}
    first, *rest = parts
    return {(kind, pk): name for kind, pk, name in first.union(*rest, all=True)}


def _name(what: str) -> Coalesce | F:
    """Categories have a second name, for readers of English; of customers often only an address is known."""
    if what == "customer":
        return Coalesce(NullIf("name", Value("")), "known_as")
    if what == "category" and get_language() == "en":
        return Coalesce(NullIf("name_en", Value("")), "name")
    return F("name")


def strong(text: object) -> SafeString:
    return format_html("<b>{}</b>", text)
