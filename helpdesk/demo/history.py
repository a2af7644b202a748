"""Thirty days of tickets, made by the product's own actions with a clock that travels."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from events import actors
from events.actors import Actor
from helpdesk.demo.names import CATEGORY_TEAMS, TEAMS
from helpdesk.demo.ratings import ask_back
from helpdesk.demo.script import Conversation, a_conversation
from people.models import Agent, Customer
from tickets.actions.assign import assign
from tickets.actions.note import add_note
from tickets.actions.receive import receive_message
from tickets.actions.record_delivery import mark_sent
from tickets.actions.reply import send_reply
from tickets.actions.resolve import resolve
from tickets.incoming import ReceivedMessage
from tickets.models import Channel, Ticket
from tickets.reachability import why_cut_off

SEED = 17_081_945
DAYS = 30
WAITED_FOR = 4  # days in which a customer may still answer
ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who plays: agents by the key of a team, customers as in names.CUSTOMERS, channels by language."""

    agents: dict[str, list[Agent]]
    customers: list[Customer]
    channels: dict[str, Channel]


def tell(cast: Cast, *, until: datetime, numbers: range, latest: int) -> Iterator[Ticket]:
    """The first `latest` are of the last hours, for the first page; then further and further back."""
    for number in numbers:
        with transaction.atomic():  # a ticket's whole past at once: nobody is late for what was answered then
            ticket = _live(cast, number, until=until, numbers=numbers, latest=latest)
        yield ticket


def _live(cast: Cast, number: int, *, until: datetime, numbers: range, latest: int) -> Ticket:
    chance = random.Random(f"{SEED}:{number}")  # noqa: S311 - the same story every time
    talk = a_conversation(chance)
    if number < latest:
        began = until - timedelta(minutes=chance.randrange(2, 100))
        return _play(talk, cast, chance, began=began, until=until)
    days = 1 + (DAYS - 1) * (number - latest) / max(1, numbers.stop - latest)
    began = _in_opening_hours(until - timedelta(days=days), chance)
    ticket = _play(talk, cast, chance, began=began, until=until)
    waits_for_customer = talk.turns[-1][0] == "agent" and days < WAITED_FOR
    if not waits_for_customer:
        _finish(ticket, cast, talk, chance, until=until)
    return ticket


def _in_opening_hours(moment: datetime, chance: random.Random) -> datetime:
    """Customers of a shop mostly write by day, when somebody is there to answer."""
    day = timezone.localtime(moment, ZONE)
    return min(moment, day.replace(hour=chance.randrange(9, 17), minute=chance.randrange(60)))


def _play(
    talk: Conversation, cast: Cast, chance: random.Random, *, began: datetime, until: datetime
) -> Ticket:
    """As far as time allows: what would lie in the future has not been said yet."""
    channel = cast.channels[talk.language]
    customer = _reachable(cast.customers, talk.customer, channel)
    agent = _agent(talk, cast, chance)
    ticket = _writes(talk, talk.turns[0][1], channel=channel, customer=customer, thread=None, at=began)
    at = began
    for who, words in talk.turns[1:]:
        at += timedelta(minutes=chance.choice((4, 9, 16, 22, 38, 55)))
        if at > until:
            break
        if who == "customer":
            _writes(talk, words, channel=channel, customer=customer, thread=ticket, at=at)
        else:
            _answers(ticket, who, words, agent=agent, at=at)
    return ticket


def _reachable(customers: Sequence[Customer], first: int, channel: Channel) -> Customer:
    """Nobody answers who cannot be reached by now: one mail of the demo comes back."""
    in_turn = [*customers[first:], *customers[:first]]
    return next(one for one in in_turn if not why_cut_off(one.pk, channel, one.identities.all()[0].address))


def _agent(talk: Conversation, cast: Cast, chance: random.Random) -> Agent:
    return chance.choice(cast.agents[CATEGORY_TEAMS[talk.category]])


def _finish(
    ticket: Ticket, cast: Cast, talk: Conversation, chance: random.Random, *, until: datetime
) -> None:
    agent = _agent(talk, cast, chance)
    ticket.refresh_from_db()
    resolve(
        ticket,
        by=actors.agent(agent),
        at=min(until, ticket.last_message_at + timedelta(minutes=chance.randint(20, 200))),
    )
    team = agent.teams.get(name=TEAMS[CATEGORY_TEAMS[talk.category]])
    ask_back(ticket, team=team, chance=chance, until=until)


def _writes(
    talk: Conversation,
    words: str,
    *,
    channel: Channel,
    customer: Customer,
    thread: Ticket | None,
    at: datetime,
) -> Ticket:
    identity = customer.identities.all()[0]
    message = ReceivedMessage(
        channel=channel,
        customer=customer,
        thread=thread,
        from_name=customer.name,
        from_address=identity.address,
        subject=talk.subject,
        text=words,
        provider_id=f"{uuid.uuid5(uuid.NAMESPACE_DNS, f'{words}{at}')}@demo.example",
        received_at=at,
    )
    return receive_message(message, by=actors.customer(customer), at=at).ticket


def _answers(ticket: Ticket, who: str, words: str, *, agent: Agent, at: datetime) -> None:
    by = actors.agent(agent)
    ticket.refresh_from_db()
    if ticket.assignee_id is None:
        assign(ticket, to=agent, by=by, at=at)
    if who == "note":
        add_note(ticket, text=words, by=by, agent=agent, client_key=uuid.uuid4(), at=at)
    else:
        _answers_for_the_record(ticket, words, by=by, agent=agent, at=at)


@transaction.atomic
def _answers_for_the_record(ticket: Ticket, words: str, *, by: Actor, agent: Agent, at: datetime) -> None:
    """Marked as sent in the same transaction: nobody writes to the customers of the past."""
    message = send_reply(ticket, text=words, by=by, agent=agent, client_key=uuid.uuid4(), confirm=True, at=at)
    mark_sent(message.delivery, provider_id=f"{message.pk}@demo.example", at=at)
