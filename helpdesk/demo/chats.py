"""Conversations on the shop's chats, in the tickets and on the simulated phones alike: chats.yaml."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from channels_in import kinds
from channels_in.actions.keep_parts import keep_parts, note_part
from channels_in.actions.note_progress import note_progress
from channels_in.actions.owe_files import owe_files
from channels_in.models import Connection
from channels_in.outcomes import Sent
from channels_in.simulator import memory, samples
from channels_in.simulator.acts import Act, Person
from channels_in.simulator.manners.table import MANNERS
from channels_in.simulator.phone_acts import PLACE
from events import actors
from helpdesk.demo.names import CATEGORY_TEAMS, TEAMS
from people.identity import identify
from people.models import Agent, Customer
from tickets.actions.assign import assign
from tickets.actions.note import add_note
from tickets.actions.receive import receive_message
from tickets.actions.record_delivery import mark_sent
from tickets.actions.reply import send_reply
from tickets.incoming import ReceivedMessage, WaitingFile
from tickets.models import ChannelKind, Message, Ticket

FILE = "foto.png"
GROWS = ("delivered", "read")


@dataclass(slots=True)
class Talk:
    connection: Connection
    person: Person
    customer: Customer
    agent: Agent | None
    ticket: Ticket | None = None


def tell(*, until: datetime | None = None) -> Iterator[Ticket]:
    """Each once: a phone that has been used already is nobody's new one."""
    now = until or timezone.now()
    for one in yaml.safe_load((Path(__file__).parent / "chats.yaml").read_text()):
        connection = Connection.objects.filter(channel__kind=one["kind"]).select_related("channel").first()
        if connection and not _is_told(connection, one["address"]):
            with transaction.atomic():
                ticket = _live(connection, one, now)
            if ticket:
                yield ticket


def _is_told(connection: Connection, address: str) -> bool:
    known = _known_as(connection, address)
    theirs = Ticket.objects.filter(channel=connection.channel_id, customer__identities__address__in=known)
    return theirs.exists()


def _known_as(connection: Connection, address: str) -> list[str]:
    return [address, f"+{address}", f"{connection.address}:{address}"]


def _live(connection: Connection, one: dict[str, Any], now: datetime) -> Ticket | None:
    person = Person(address=one["address"], name=one["who"])
    talk = Talk(connection, person, _customer(connection, one), _agent(one["category"]))
    memory.take_phone(connection.channel_id, person)
    at = now - timedelta(minutes=one["began"])
    for who, later, text, *more in one["turns"]:
        at += timedelta(minutes=later)
        how = str(more[0]) if more else ""
        if who == "c":
            _writes(talk, text, how, at=at)
        else:
            _answers(talk, who, text, how, at=at)
    return talk.ticket


def _customer(connection: Connection, one: dict[str, Any]) -> Customer:
    kind, address = connection.channel.kind, one["address"]
    if kind in {ChannelKind.MESSENGER, ChannelKind.INSTAGRAM}:
        address = f"{connection.address}:{address}"
    if kind == ChannelKind.WHATSAPP:
        kind, address = ChannelKind.SMS, f"+{address}"  # one person, whatever they write with
    also = (("mail", one["mail"]),) if one.get("mail") else ()
    return identify(kind=kind, address=address, name=one["who"], language=one["language"], also=also)


def _agent(category: str) -> Agent | None:
    team = TEAMS[CATEGORY_TEAMS[category]]
    found: Agent | None = Agent.objects.filter(teams__name=team, role="agent").order_by("pk").first()
    return found


def _writes(talk: Talk, text: str, how: str, *, at: datetime) -> None:
    connection, manners = talk.connection, MANNERS[talk.connection.channel.kind]
    act = Act(kind=how or "text", name=manners.new_name(), text=text, file_name=FILE, at=at.timestamp())
    shown: dict[str, Any] = {"name": act.name, "kind": act.kind, "text": text}
    message = ReceivedMessage(
        channel=connection.channel,
        customer=talk.customer,
        joins_active=True,
        received_at=at,
        sent_at=at,
        from_name=talk.person.name,
        from_address=talk.person.address,
        text=text,
        provider_id=_provider_id(talk, act.name),
    )
    if how == "picture" and kinds.KINDS[connection.channel.kind].fetch:
        content = samples.picture()
        name = manners.file_of(connection, act)
        key = memory.keep_file(connection.channel_id, name, content, "image/png")
        shown |= {"file": key, "file_name": FILE, "content_type": "image/png"}
        waiting = WaitingFile(FILE, "image/png", len(content), _ref(connection, act, name))
        message = replace(message, waiting_files=(waiting,))
    if how == "place":
        name, latitude, longitude = PLACE
        place = {
            "kind": "location",
            "latitude": latitude,
            "longitude": longitude,
            "name": name,
            "address": "",
        }
        shown["place"] = name
        message = replace(message, extras=(place,))
    received = receive_message(message, by=actors.customer(talk.customer), at=at)
    owe_files(received.waiting, channel_id=connection.channel_id)
    talk.ticket = received.ticket
    _note(talk, "said", at=at, **shown)
    _note(talk, "taken", at=at, name=act.name)


def _ref(connection: Connection, act: Act, name: str) -> dict[str, Any]:
    """As the kind's own reader would have it, so that its fetch.py gets the file from the simulator."""
    if connection.channel.kind in {ChannelKind.MESSENGER, ChannelKind.INSTAGRAM}:
        return {"url": f"{settings.PROVIDERS.graph}/cdn/{name}", "mid": act.name, "number": 0}
    return {"id": name}


def _answers(talk: Talk, who: str, text: str, how: str, *, at: datetime) -> None:
    ticket, agent = talk.ticket, talk.agent
    if ticket is None or agent is None:
        return
    by = actors.agent(agent)
    ticket.refresh_from_db()
    if ticket.assignee_id is None:
        assign(ticket, to=agent, by=by, at=at)
    if who == "n":
        add_note(ticket, text=text, by=by, agent=agent, client_key=uuid.uuid4(), at=at)
        return
    message = send_reply(ticket, text=text, by=by, agent=agent, client_key=uuid.uuid4(), confirm=True, at=at)
    name = MANNERS[talk.connection.channel.kind].new_name()
    _went_out(talk, message, name, how, at=at)
    _note(talk, "came", at=at, name=name, text=text)
    for status in _as_far_as(how):
        _note(talk, "status", at=at, name=name, status=status)


def _went_out(talk: Talk, message: Message, name: str, how: str, *, at: datetime) -> None:
    """As if the provider had told: nobody writes to the customers of the past."""
    (part,) = keep_parts(message.delivery, 1)
    note_part(part, Sent(provider_id=_provider_id(talk, name)))
    mark_sent(message.delivery, provider_id=_provider_id(talk, name), at=at)
    for status in _as_far_as(how):
        note_progress(part, status=status, at=at)


def _as_far_as(how: str) -> tuple[str, ...]:
    return GROWS[: GROWS.index(how) + 1] if how in GROWS else ()


def _provider_id(talk: Talk, name: str) -> str:
    """Telegram's numbers count within a chat."""
    is_per_chat = talk.connection.channel.kind == ChannelKind.TELEGRAM
    return f"{talk.person.address}:{name}" if is_per_chat else name


def _note(talk: Talk, what: str, *, at: datetime, **fields: Any) -> None:
    memory.note(talk.connection.channel_id, talk.person.address, what, **{**fields, "at": at.timestamp()})
