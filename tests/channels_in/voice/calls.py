"""Telephone calls in text: a channel, the provider on loopback, and the part of workers, done at once."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from channels_in.models import CallOrder, Connection, Leg
from channels_in.voice import orders
from channels_in.voice.fake.exchange import Said
from channels_in.voice.fake.lines import Line
from people.models import Agent, Presence, Team
from routing.offers import drain, teams_waiting
from tests.builders import a_channel, an_agent
from tests.channels_in.mails import work
from tickets.models import QueueStay

TOKEN = "the auth token"
ACCOUNT = "AC00000000000000000000000000000001"
OURS, BUDI, RINA = "+622100000001", "+6281200000001", "+6281200000002"
_n = count(1)


def a_phone_channel(*, channel: dict[str, Any] | None = None, **options: Any) -> Connection:
    fields = {"kind": "voice", "language": "en", "undo_seconds": 0, **(channel or {})}
    return Connection.objects.create(
        channel=a_channel(**fields),
        options={"account_sid": ACCOUNT, "number": OURS, **options},
        secrets={
            "auth_tokens": [TOKEN],
            "api_key_sid": "SK" + "1" * 32,
            "api_key_secret": "the secret of the key",
        },
    )


def a_menu(**teams: Team) -> list[dict[str, Any]]:
    """For sales press 1, for billing press 2 …: by the names of the teams given."""
    options = [
        {"digit": str(n), "name": {"en": name, "id": name}, "team": team.pk, "goes_to": "next"}
        for n, (name, team) in enumerate(teams.items(), start=1)
    ]
    return [{"kind": "choice", "label": "Department", "words": {"en": "Welcome."}, "options": options}]


ASKS_ORDER = {
    "kind": "ask",
    "label": "Order number",
    "words": {"en": "Type your order number."},
    "longest": 12,
}


def an_agent_with_phone(*teams: Team, **fields: Any) -> Agent:
    number = f"+62811{next(_n):07}"
    return an_agent(*teams, available=True, **{"phone": number, "capacity": 5, **fields})


def through(client: Client) -> Any:
    """The provider's requests, as our server gets them."""

    def ask(url: str, body: bytes, headers: Any) -> Said:
        path = "/" + url.split("/", 3)[3]
        response = client.post(
            path, body, content_type="application/x-www-form-urlencoded; charset=UTF-8", headers=dict(headers)
        )
        return Said(response.status_code, response.get("Content-Type", ""), response.content)

    return ask


def go_on() -> None:
    """What workers would do now, until nothing is left: notices, routing, what the provider is to be told."""
    for _ in range(4):
        work()
        for team in teams_waiting():
            drain(team)
        work()
        for channel in set(CallOrder.objects.due().values_list("channel_id", flat=True)):
            orders.carry_out_due(channel)


class Caller:
    """A customer with a telephone."""

    def __init__(self, phone: Any, number: str) -> None:
        self.phone, self.line = phone, phone.call(number)
        go_on()

    def presses(self, keys: str) -> Caller:
        self.phone.press(self.line, keys)
        go_on()
        return self

    def waits(self, seconds: float) -> Caller:
        self.phone.exchange.forward(seconds)
        go_on()
        self.phone.exchange.settle()
        return self

    def hangs_up(self) -> None:
        self.phone.hang_up(self.line)
        go_on()
        self.phone.exchange.settle()

    def hears(self, words: str) -> bool:
        return bool(self.line.has_heard(words))

    @property
    def text(self) -> str:
        return "\n".join(self.line.heard)


def picks_up(phone: Any, agent: Agent, keys: str = "1") -> Line:
    """Whose telephone rings, answers it and presses that."""
    line = phone.ringing(agent.phone)
    assert line is not None, "it does not ring"
    phone.answer(line)
    phone.press(line, keys)
    go_on()
    phone.exchange.settle()
    return line


def passes_on(client: Client, leg: Leg, team: object) -> HttpResponse:
    """By the bar above the page."""
    url = reverse("calls:transfer", args=[leg.pk])
    return client.post(url, {"team": team}, headers={"HX-Request": "true"})


def presence(agent) -> str:
    return str(Presence.objects.get(agent=agent).status)


def abandoned() -> list[tuple[str, int | None]]:
    stays = QueueStay.objects.order_by("pk")
    return [(stay.state, stay.wait_seconds) for stay in stays]
