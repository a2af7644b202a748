"""What a notification says: which ticket of whom; of one that was taken, who took it and whereto."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from people.models import Agent, Team
from tickets.models import Notification, Ticket
from tickets.promise_words import breached, warned


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    notification: Notification  # with ticket
    title: str
    words: str
    is_link: bool  # what was taken may be out of sight
    channel: int | None = None  # which it is about, where it is about no ticket


def heard(notifications: Iterable[Notification], *, agent: Agent) -> list[Heard]:
    notifications = list(notifications)
    losses = loss_words(notifications)
    lost = [one.ticket_id for one in notifications if one.pk in losses and one.ticket_id]
    seen = (
        set(Ticket.objects.visible_to(agent).filter(pk__in=lost).values_list("pk", flat=True)) if lost else ()
    )
    return [
        Heard(
            notification=one,
            title=_title(one),
            words=losses.get(one.pk) or _about(one.ticket, one.data),
            is_link=one.pk not in losses or one.ticket_id in seen,
            channel=one.data.get("channel") if one.ticket_id is None else None,
        )
        for one in notifications
    ]


def _title(notification: Notification) -> str:
    """Of a promise, which one and how far it is: no two of its warnings read alike."""
    if notification.kind == Notification.Kind.RATED_LOW:
        return _("Rated %(score)s of 5") % {"score": notification.data.get("score")}
    if "metric" not in notification.data:
        return str(notification.get_kind_display())
    is_warning = notification.kind == Notification.Kind.SLA_WARNING
    return (warned if is_warning else breached)(notification.data)


def _about(ticket: Ticket | None, data: dict[str, object]) -> str:
    """What it is about, whose it is, and who has it; or which channel."""
    if ticket is None:
        return str(data.get("name", ""))
    who = str(ticket.customer)
    return " · ".join(
        [ticket.subject or _("No subject"), who, *([ticket.assignee.name] if ticket.assignee else ())]
    )


def loss_words(notifications: Iterable[Notification]) -> dict[int, str]:
    """By the id of the notification. Asks nothing where nothing was taken."""
    taken = [one for one in notifications if one.kind == Notification.Kind.TAKEN]
    if not taken:
        return {}
    people = {pk for one in taken for pk in (one.data.get("by"), one.data.get("to")) if pk}
    agents = Agent.objects.in_bulk(people)
    teams = Team.objects.in_bulk({one.data["team"] for one in taken if one.data.get("team")})
    return {one.pk: _words(one.data, agents, teams) for one in taken}


def _words(data: dict[str, int | None], agents: dict[int, Agent], teams: dict[int, Team]) -> str:
    to, team = agents.get(data.get("to") or 0), teams.get(data.get("team") or 0)
    if to is not None:
        where = _("Assigned to %(agent)s") % {"agent": to.name}
    elif team is not None:
        where = _("Moved to %(team)s") % {"team": team.name}
    else:
        where = _("Back in the queue")
    by = agents.get(data.get("by") or 0)
    return f"{where} · {by.name}" if by else where
