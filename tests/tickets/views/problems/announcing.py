"""Incidents on every kind of channel, and answering them as the sheet does."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone

from events import actors
from tests.builders import a_channel, a_customer, a_ticket
from tests.tickets.chats import a_chat
from tickets import tasks
from tickets.actions.link_problem import link_problem
from tickets.actions.transfer import transfer
from tickets.models import Announced, Announcement, Message, Ticket

LETTERS = ("mail", "form", "api")
CHATS = ("whatsapp", "messenger", "instagram", "telegram", "line", "sms", "webchat")
TEXTS = {
    "text-id": "Halo {{ customer.name }}, **sudah pulih**.",
    "text-en": "It works again, {{ customer.name }}.",
}


def an_incident(problem: Ticket, kind: str = "mail", *, language: str = "id", **fields: Any) -> Ticket:
    """A customer's ticket on a channel of that kind, linked to the problem."""
    ticket = of_kind(kind, problem.team, **fields)
    Ticket.objects.filter(pk=ticket.pk).update(language=language)
    link_problem(Ticket.objects.get(pk=ticket.pk), to=problem, by=actors.SYSTEM)
    return Ticket.objects.get(pk=ticket.pk)


def of_kind(kind: str, team: Any, **fields: Any) -> Ticket:
    if kind not in CHATS:
        customer = a_customer(name="Budi Santoso")
        return a_ticket(team=team, customer=customer, channel=a_channel(kind=kind, team=team), **fields)
    ticket = a_chat(kind, channel=a_channel(kind=kind, team=team), **fields)
    if ticket.team_id != team.pk:
        transfer(ticket, to=team, by=actors.SYSTEM)
    return ticket


def many(problem: Ticket, team: Any, number: int) -> None:
    """So many incidents of it, all alike."""
    first = a_ticket(team=team)
    now = timezone.now()
    Ticket.objects.bulk_create(
        Ticket(
            subject=f"Card {n}",
            customer=first.customer,
            channel=first.channel,
            team=team,
            status="open",
            unassigned_reason="no_team",
            problem=problem,
            created_at=now,
            updated_at=now,
            last_message_at=now,
        )
        for n in range(number)
    )


def sheet(client: Any, problem: Ticket, **said: Any) -> str:
    address = f"/tickets/{problem.pk}/announcement/"
    answer = (
        client.post(address, {"preview": "1", "client_key": uuid4(), **said}) if said else client.get(address)
    )
    assert answer.status_code == 200
    return str(answer.content.decode())


def seen_on(html: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', html)
    assert found
    return found[1]


def send(client: Any, problem: Ticket, *, seen: str | None = None, **said: Any) -> Any:
    seen = seen if seen is not None else seen_on(sheet(client, problem))
    form = {**TEXTS, "client_key": uuid4(), "seen": seen, **said}
    return client.post(f"/tickets/{problem.pk}/announcement/", form)


def work() -> None:
    """What a worker does once it is woken."""
    tasks.answer_incidents()


def answers() -> QuerySet[Message]:
    """What customers got, or will get."""
    return Message.objects.filter(author_kind="agent", withdrawn_at=None)


def answers_to(ticket: Ticket) -> list[Message]:
    return list(answers().filter(ticket=ticket).order_by("pk"))


def status_of(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).status


def outcome_of(ticket: Ticket) -> str:
    return Announced.objects.get(ticket=ticket).outcome


def the_announcement() -> Announcement:
    return Announcement.objects.get()
