"""A channel that asks, tickets that were helped, and the surveys that come of them."""

from __future__ import annotations

from typing import Any

from analytics import tasks
from analytics.models import Survey, SurveyPlan
from channels_in.surveys import token_of
from events import actors
from tests.builders import a_channel, a_reply, a_routed_ticket, a_team, an_agent, work_off
from tests.passing import make_due
from tickets.actions.resolve import resolve
from tickets.models import Channel, Message, Ticket


def an_asking_channel(*, kind: str = "mail", plan: dict[str, Any] | None = None, **fields: Any) -> Channel:
    channel = a_channel(**{"kind": kind, "language": "en", **fields})
    asks(channel, **(plan or {}))
    return channel


def asks(channel: Channel, **plan: Any) -> SurveyPlan:
    return SurveyPlan.objects.create(**{"channel": channel, "is_active": True, "delay_minutes": 0, **plan})


def a_helped_ticket(*, channel: Channel | None = None, answered: bool = True, **message: Any) -> Ticket:
    """Answered by a person, and not yet resolved."""
    channel = channel or an_asking_channel()
    team = message.pop("team", None) or a_team()
    agent = message.pop("agent", None) or an_agent(team)
    ticket = a_routed_ticket(channel=channel, team=team, assignee=agent, **message)
    if answered:
        a_reply(ticket, agent=agent)
    return ticket


def resolved(ticket: Ticket) -> Survey | None:
    """Resolved, and whatever is due then done."""
    resolve(ticket, by=actors.agent(ticket.assignee) if ticket.assignee else actors.SYSTEM)
    work_off()
    ask_now()
    return Survey.objects.filter(ticket=ticket).order_by("-pk").first()


def ask_now() -> None:
    make_due(Survey)
    tasks.ask_surveys()


def an_asked_survey(**ticket: Any) -> Survey:
    survey = resolved(a_helped_ticket(**ticket))
    assert survey is not None
    assert survey.status == "asked", survey.reason
    return survey


def question_to(ticket: Ticket) -> Message | None:
    found = [one for one in ticket.messages.order_by("pk") if any(e["kind"] == "rating" for e in one.extras)]
    return found[-1] if found else None


def page_of(survey: Survey) -> str:
    return f"/rate/{token_of(survey.name)}/"
