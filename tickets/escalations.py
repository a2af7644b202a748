"""What other functions do for a ticket, as its page shows it; and what an internal ticket is about."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from people.models import Agent, Role, Team
from tickets.models import Note, Ticket
from tickets.timeline import timeline_page
from tickets.timeline_entries import Page

PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """`last`: what was said on it last, to begin with what was asked. `is_seen`: its page can be opened."""

    ticket: Ticket
    last: Note | None
    is_seen: bool


def escalations_of(parent: Ticket, *, agent: Agent) -> list[Escalated]:
    """Whoever sees the parent sees how its escalations stand. What still runs stands first."""
    children = list(parent.children.select_related("team", "assignee").order_by("-pk"))
    if not children:
        return []
    notes = Note.objects.filter(ticket__in=children).select_related("agent").order_by("ticket_id", "-pk")
    last = {note.ticket_id: note for note in notes.distinct("ticket_id")}
    seen = set(Ticket.objects.visible_to(agent).filter(parent=parent).values_list("pk", flat=True))
    children.sort(key=lambda one: one.is_done)
    return [Escalated(ticket=one, last=last.get(one.pk), is_seen=one.pk in seen) for one in children]


def teams_of(children: Iterable[Ticket]) -> list[Ticket]:
    """The same, each with the team whose queue it is in."""
    return list(
        Ticket.objects.filter(pk__in=[one.pk for one in children]).select_related("team").order_by("pk")
    )


def functions_for(ticket: Ticket) -> list[Team]:
    """Whom it can be escalated to."""
    return list(Team.objects.filter(is_active=True).exclude(pk=ticket.team_id or 0).order_by("name"))


def history_page(child: Ticket, *, reader: Agent, before: str = "") -> Page | None:
    """The conversation of the customer's ticket behind an internal one, which its team reads."""
    if child.parent is None:
        return None
    return timeline_page(child.parent, viewer=reader, before=before, size=PAGE)


def as_reader(agent: Agent) -> Agent:
    """The same person, who may write nothing here: nothing to press is drawn."""
    reader = copy(agent)
    reader.role = Role.AUDITOR
    return reader
