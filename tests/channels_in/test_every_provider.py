"""What every provider's hooks have in common, by table: refused unsigned, once whatever comes again, and
reports that only rise in whatever order they come.
"""

from __future__ import annotations

import random
import time
from functools import partial

import pytest
from django.utils import timezone

from channels_in.models import Connection, Receipt, ReceiptItem, SecurityEvent
from channels_in.simulator.acts import Person
from channels_in.simulator.manners.table import MANNERS
from channels_in.simulator.screen import Bubble
from events.models import Event
from tests.builders import a_reply
from tests.channels_in.every_provider import MAKERS, an_act, person, posted, said
from tests.channels_in.mails import work
from tests.together import at_once
from tickets.models import DeliveryPart, Message, Ticket

RISING = ["delivery.sent", "delivery.delivered", "delivery.read"]
TELLS = [kind for kind in MAKERS if kind not in {"telegram", "line"}]


def test_the_table_holds_every_kind_that_a_provider_calls():
    assert set(MAKERS) == set(MANNERS)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", MAKERS)
def test_without_a_signature_nothing_is_processed_and_it_is_counted(kind):
    connection = MAKERS[kind]()
    letter = said(connection, "Halo")

    answers = [
        posted(connection, letter, is_signed=False),
        posted(connection, letter, spoiled="sha256=" + "0" * 64),
    ]

    assert answers == [401, 401]
    assert not Receipt.objects.exists()
    assert sum(SecurityEvent.objects.values_list("count", flat=True)) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["whatsapp", "telegram"])
@pytest.mark.parametrize(
    ("name", "read"), [("Ri\u202ena\u200b", "Rina"), ("\u3164", ""), ("\u2800\u200d \uffa0", "")]
)
def test_a_name_neither_turns_what_stands_beside_it_nor_looks_like_nobody(kind, name, read):
    connection = MAKERS[kind]()
    who = Person(address=person(kind).address, name=name)
    posted(connection, MANNERS[kind].said(connection, who, an_act(connection, text="Halo")))
    work()

    ticket = Ticket.objects.get()

    assert ticket.customer.name == ticket.messages.get().from_name == read
    assert str(ticket.customer).strip(" \u200d")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", MAKERS)
def test_three_times_at_once_and_in_any_order_is_once(kind):
    connection = MAKERS[kind]()
    letters = [said(connection, f"Halo {n}") for n in range(3)]
    shuffled = [letters[n] for n in (2, 0, 1, 1, 2, 0, 0, 1, 2)]

    answers = at_once([partial(posted, connection, letter) for letter in shuffled])
    at_once([work, work])
    work()

    assert set(answers) == {200}, answers
    assert sorted(Message.objects.values_list("text", flat=True)) == ["Halo 0", "Halo 1", "Halo 2"]
    assert Ticket.objects.count() == 1
    assert {one.repeats for one in ReceiptItem.objects.all()} == {2}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", TELLS)
def test_what_is_told_of_a_message_only_rises(kind):
    connection = MAKERS[kind]()
    posted(connection, said(connection, "Halo"))
    work()
    part = _sent(Ticket.objects.get(), connection)
    bubble = Bubble(name=part.provider_id, is_mine=False, at=timezone.now(), mark=_mark(part))

    for status in ("read", "delivered", "sent", "delivered", "sent"):
        _told(connection, bubble, status)
        reached = _reached(part)
    assert reached == ("delivered" if kind == "sms" else "read")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", TELLS)
def test_nor_does_it_fall_when_all_is_told_three_times_at_once_and_late(kind):
    connection = MAKERS[kind]()
    posted(connection, said(connection, "Halo"))
    work()
    part = _sent(Ticket.objects.get(), connection)
    bubble = Bubble(name=part.provider_id, is_mine=False, at=timezone.now(), mark=_mark(part))
    told = [
        letter
        for status in ("sent", "delivered", "read") * 3
        if (letter := MANNERS[kind].told(connection, person(kind), bubble, status, at=time.time()))
    ]
    works = [partial(posted, connection, letter) for letter in random.Random(kind).sample(told, len(told))]

    answers = at_once([*works, work, work])
    at_once([work, work])
    work()

    assert set(answers) == {200, None}, answers
    assert _reached(part) == ("delivered" if kind == "sms" else "read")
    news = [one for one in Event.objects.order_by("pk").values_list("kind", flat=True) if one in RISING]
    assert news == sorted(set(news), key=RISING.index)


def _sent(ticket: Ticket, connection: Connection) -> DeliveryPart:
    name = MANNERS[connection.channel.kind].new_name()
    delivery = a_reply(ticket, text="Ya").delivery
    part = DeliveryPart.objects.create(delivery=delivery, channel=connection.channel, number=0)
    DeliveryPart.objects.filter(pk=part.pk).update(provider_id=name, status="sent")
    part.refresh_from_db()
    return part


def _mark(part: DeliveryPart) -> dict[str, str]:
    return {"beneath": f"status/{part.delivery.idempotency_key}-0-0"}


def _told(connection: Connection, bubble: Bubble, status: str) -> None:
    kind = connection.channel.kind
    letter = MANNERS[kind].told(connection, person(kind), bubble, status, at=time.time())
    if letter:
        assert posted(connection, letter) == 200
        work()


def _reached(part: DeliveryPart) -> str:
    part.refresh_from_db()
    return part.status
