from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from events.actors import Actor
from people.models import Agent, Team
from routing.actions.hand_on import ESCALATED, hand_on
from routing.ladder import StepAction
from tickets.actions.assign import assign
from tickets.actions.set_category import set_category
from tickets.actions.set_priority import set_priority
from tickets.actions.tag import add_tag
from tickets.actions.transfer import transfer
from tickets.models import Category, Priority, Ticket
from tickets.refusals import Refused

Outcome = dict[str, Any]  # outcome: done, already, gone, no_team, nobody_free, refused; agents, why
LEVELS = list(Priority)


def take_step(action: StepAction, ticket: Ticket, *, by: Actor, at: datetime | None = None) -> Outcome:
    """One thing that a step does to a ticket, which the caller holds, and what came of it."""
    try:
        return _DO[action.do](ticket, action.to, by, at)
    except Refused as refusal:
        return {"outcome": "refused", "why": refusal.code}


def _reassign(ticket: Ticket, _to: Any, by: Actor, at: datetime | None) -> Outcome:
    return hand_on(ticket, by=by, at=at)


def _assign(ticket: Ticket, to: Any, by: Actor, _at: datetime | None) -> Outcome:
    agent = Agent.objects.may_answer().filter(pk=to).first()
    if agent is None:
        return {"outcome": "gone"}
    return {**_done(assign(ticket, to=agent, by=by, reason=ESCALATED)), "agents": [agent.pk]}


def _move(ticket: Ticket, to: Any, by: Actor, _at: datetime | None) -> Outcome:
    team = Team.objects.filter(pk=to, is_active=True).first()
    return _done(transfer(ticket, to=team, by=by)) if team else {"outcome": "gone"}


def _categorise(ticket: Ticket, to: Any, by: Actor, _at: datetime | None) -> Outcome:
    category = Category.objects.filter(key=to, is_active=True).first()
    return _done(set_category(ticket, to=category, by=by)) if category else {"outcome": "gone"}


def _prioritise(ticket: Ticket, to: Any, by: Actor, _at: datetime | None) -> Outcome:
    """Also what a person had chosen: time has passed since."""
    return _done(set_priority(ticket, to=to, by=by, is_manual=ticket.priority_is_manual))


def _raise(ticket: Ticket, _to: Any, by: Actor, at: datetime | None) -> Outcome:
    above = min(LEVELS.index(Priority(ticket.priority)) + 1, len(LEVELS) - 1)
    return _prioritise(ticket, LEVELS[above], by, at)


def _tag(ticket: Ticket, to: Any, by: Actor, _at: datetime | None) -> Outcome:
    return _done(add_tag(ticket, name=to, by=by))


def _done(changed: bool) -> Outcome:
    return {"outcome": "done" if changed else "already"}


_DO: dict[str, Callable[[Ticket, Any, Actor, datetime | None], Outcome]] = {
    "reassign": _reassign,
    "assign_agent": _assign,
    "set_team": _move,
    "set_category": _categorise,
    "set_priority": _prioritise,
    "raise_priority": _raise,
    "add_tag": _tag,
}
