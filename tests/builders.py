"""Small builders: each returns something valid and saved, made by the product's own actions.

Pass only what the test is about.
"""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from events import actors
from events.models import Reaction
from events.reactions import react
from people.actions.create_agent import create_agent
from people.actions.deactivate_agent import deactivate_agent
from people.actions.save_team import create_team
from people.actions.set_presence import choose_presence
from people.identity import identify
from people.models import Agent, Calendar, Customer, Presence, Role, Team
from routing.actions.publish_rules import publish_rules
from routing.actions.save_policy import create_policy
from routing.actions.save_rule import create_rule
from routing.ladder import simple_ladder
from routing.models import RoutingRule, SlaPolicy
from tickets.actions.assign import assign
from tickets.actions.note import add_note
from tickets.actions.receive import receive_message
from tickets.actions.reply import send_reply
from tickets.actions.save_category import create_category
from tickets.actions.save_channel import create_channel
from tickets.actions.transfer import transfer
from tickets.incoming import Received, ReceivedMessage
from tickets.models import Category, Channel, Message, Note, Priority, Ticket

PASSWORD = "correct horse battery"
_n = count(1)


def an_agent(*teams: Team, available: bool = False, **fields: Any) -> Agent:
    n = next(_n)
    fields = {"email": f"agent{n}@alur.test", "name": f"Agent {n}", "language": "en", **fields}
    is_active = fields.pop("is_active", True)
    agent = create_agent(by=actors.SYSTEM, teams=teams, **fields)
    if not is_active:
        deactivate_agent(agent, by=actors.SYSTEM)
    if available:
        choose_presence(agent, Presence.Status.AVAILABLE)
    return agent


def a_supervisor(*teams: Team, **fields: Any) -> Agent:
    return an_agent(*teams, role=Role.SUPERVISOR, **fields)


def an_admin(**fields: Any) -> Agent:
    return an_agent(role=Role.ADMIN, **fields)


def an_auditor(**fields: Any) -> Agent:
    return an_agent(role=Role.AUDITOR, **fields)


def a_team(**fields: Any) -> Team:
    return create_team(by=actors.SYSTEM, **{"name": f"Team {next(_n)}", **fields})


def a_customer(
    address: str = "", *, kind: str = "mail", name: str = "Rina Wijaya", **fields: Any
) -> Customer:
    customer = identify(kind=kind, address=address or f"customer{next(_n)}@example.test", name=name)
    if fields:
        Customer.objects.filter(pk=customer.pk).update(**fields)  # as it was long ago: no event to react to
        customer.refresh_from_db()
    return customer


def a_channel(**fields: Any) -> Channel:
    return create_channel(by=actors.SYSTEM, **{"name": f"Support mail {next(_n)}", "kind": "mail", **fields})


def a_category(**fields: Any) -> Category:
    n = next(_n)
    return create_category(by=actors.SYSTEM, **{"name": f"Kategori {n}", "key": f"category-{n}", **fields})


def a_ticket(
    *, team: Team | None = None, assignee: Agent | None = None, channel: Channel | None = None, **message: Any
) -> Ticket:
    """A customer's first message, on its way to a team or an agent if the test says so."""
    channel = channel or a_channel(team=team)
    ticket = receives(channel=channel, **message).ticket
    if team and ticket.team_id != team.pk:
        transfer(ticket, to=team, by=actors.SYSTEM)
    if assignee:
        assign(ticket, to=assignee, by=actors.SYSTEM)
    return ticket


def a_routed_ticket(**ticket: Any) -> Ticket:
    """One whose routing is behind it, so that it can be given to somebody."""
    found = a_ticket(**ticket)
    Reaction.objects.filter(ticket_id=found.pk, event__kind="ticket.created").update(state="done")
    return found


def receives(ticket: Ticket | None = None, **message: Any) -> Received:
    """A customer writes: on the ticket, or a first message."""
    customer = message.pop("customer", None) or (ticket.customer if ticket else a_customer())
    channel = message.pop("channel", None) or (ticket.channel if ticket else a_channel())
    address = customer.identities.values_list("address", flat=True).first() or ""
    at = message.pop("at", None)
    message.setdefault("received_at", at or timezone.now())
    inbound = ReceivedMessage(
        channel=channel,
        customer=customer,
        thread=message.pop("thread", ticket),
        **{
            "subject": "Paket belum sampai",
            "text": "Where is my parcel?",
            "from_name": customer.name,
            "from_address": address,
            **message,
        },
    )
    return receive_message(inbound, by=actors.customer(customer), at=at)


def a_message(ticket: Ticket | None = None, **message: Any) -> Message:
    return receives(ticket, **message).message


def a_reply(
    ticket: Ticket, *, agent: Agent | None = None, text: str = "On its way.", **fields: Any
) -> Message:
    agent = agent or ticket.assignee or an_agent()
    fields.setdefault("client_key", uuid4())
    return send_reply(ticket, text=text, by=actors.agent(agent), agent=agent, **fields)


def a_note(
    ticket: Ticket, *, agent: Agent | None = None, text: str = "Asked the depot.", **fields: Any
) -> Note:
    agent = agent or an_agent()
    fields.setdefault("client_key", uuid4())
    return add_note(ticket, text=text, by=actors.agent(agent), agent=agent, **fields)


def office_hours(**fields: Any) -> Calendar:
    """Monday to Friday, 9 to 12 and 13 to 17, in Jakarta."""
    day = [["09:00", "12:00"], ["13:00", "17:00"]]
    hours = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), day)
    return Calendar.objects.create(**{"name": f"Kantor {next(_n)}", "hours": hours, **fields})


def a_policy(*, minutes: dict[str, int] | None = None, **fields: Any) -> SlaPolicy:
    """Promises, in minutes by metric, the same for each priority; around the clock unless told otherwise.

    `warns_at`: percents, or minutes before the end, at which people are told besides the breach.
    """
    minutes = {"first_response": 60, "next_response": 120, "resolution": 480} if minutes is None else minutes
    targets = {(metric, level): n for metric, n in minutes.items() for level in Priority.values}
    fields.setdefault("ladder", simple_ladder(fields.pop("warns_at", [75])))
    return create_policy(by=actors.SYSTEM, targets=targets, **{"name": f"Policy {next(_n)}", **fields})


def a_rule(conditions: dict[str, Any], *actions: dict[str, Any], **fields: Any) -> RoutingRule:
    """It is live."""
    rule = a_drafted_rule(conditions, *actions, **fields)
    publish_rules(by=actors.SYSTEM)
    return rule


def a_drafted_rule(conditions: dict[str, Any], *actions: dict[str, Any], **fields: Any) -> RoutingRule:
    fields = {"name": f"Rule {next(_n)}", "conditions": conditions, "actions": list(actions), **fields}
    return create_rule(by=actors.SYSTEM, **fields)


def work_off() -> None:
    """Let every handler do what it is owed, until nothing is owed any more. Says which one cannot."""
    while handlers := Reaction.objects.due().handlers():
        for handler in sorted(handlers):
            react(handler)
        failed = Reaction.objects.exclude(last_error="").exclude(state="done").first()
        assert failed is None, f"{failed}: {failed and failed.last_error}"
