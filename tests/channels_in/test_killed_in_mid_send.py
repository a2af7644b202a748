"""R3 for chats: the provider has taken the reply, and the worker dies before it has written that down."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.test import Client

from channels_in.fakes.server import Asked, Told
from channels_in.line.fake import FakeLine
from channels_in.models import Connection, ReceiptItem
from channels_in.simulator.manners.table import MANNERS
from tests.builders import a_reply
from tests.channels_in.every_provider import MAKERS, on_loopback, posted, said
from tests.channels_in.line import hooks as line
from tests.channels_in.mails import send_due, work
from tests.channels_in.worker_process import a_worker_process, kill
from tests.together import until_somebody_waits
from tickets.models import Delivery, DeliveryPart

pytestmark = pytest.mark.django_db(transaction=True)


class SaysYes:
    """A provider whose yes is on its way only once the test is ready for it."""

    def __init__(self, fake: Any) -> None:
        self.fake = fake
        self.taken, self.go = threading.Event(), threading.Event()

    def answer(self, asked: Asked) -> Told:
        before = len(self.fake.taken)
        told: Told = self.fake.answer(asked)
        if len(self.fake.taken) > before:
            self.taken.set()
            self.go.wait(20)
        return told


@contextmanager
def killed_after_the_yes(settings: Any, fake: Any, connection: Connection, said: Any) -> Iterator[Delivery]:
    """The reply to what was said, when its worker has heard the yes, waits to write it down, and dies."""
    provider = SaysYes(fake)
    with on_loopback(settings, provider):
        a_reply(said.message.ticket, text="Sudah kami kirim")
        child = a_worker_process()
        assert provider.taken.wait(20)
        with transaction.atomic():
            list(DeliveryPart.objects.select_for_update())
            provider.go.set()
            until_somebody_waits()
            kill(child)
        sent = Delivery.objects.get(channel=connection.channel)
        assert (sent.status, len(fake.taken)) == ("sending", 1)
        yield sent


def go_on(sent: Delivery) -> Delivery:
    """Other workers find it, as soon as its lease is over, and again."""
    for _ in range(3):
        Delivery.objects.filter(pk=sent.pk, state="pending").update(lease_until=Now(), due_at=Now())
        send_due()
    sent.refresh_from_db()
    return sent


@pytest.mark.parametrize("kind", sorted(MAKERS.keys() - {"line"}))
def test_where_nothing_tells_a_repetition_it_is_in_doubt_and_never_sent_twice(settings, kind):
    connection = MAKERS[kind]()
    fake = MANNERS[kind].fake(connection)
    with on_loopback(settings, fake):
        assert posted(connection, said(connection, "Paket saya?")) == 200
        work()

    with killed_after_the_yes(settings, fake, connection, ReceiptItem.objects.get()) as sent:
        go_on(sent)

    assert (sent.status, sent.state, sent.reason) == ("unknown", "done", "interrupted")
    assert len(fake.taken) == 1


def test_where_the_provider_knows_a_request_again_it_is_sent_once(settings):
    fake, connection = FakeLine(token=line.TOKEN), line.a_line()
    with on_loopback(settings, fake):
        said = line.arrives(Client(), connection, line.a_said())

    with killed_after_the_yes(settings, fake, connection, said) as sent:
        go_on(sent)

    pushes = fake.calls_of("/push")
    assert len(pushes) == 2
    assert {one.headers["x-line-retry-key"] for one in pushes} == {str(sent.idempotency_key)}
    assert (sent.status, sent.provider_id) == ("sent", fake.taken[0]["id"])
    assert (len(fake.taken), fake.faults) == (1, [])


def test_a_used_token_is_no_such_knowledge_and_leaves_it_in_doubt(settings):
    fake, connection = FakeLine(token=line.TOKEN), line.a_line()
    fake.reply_tokens["r-1"] = line.BUDI
    with on_loopback(settings, fake):
        line.arrives(Client(), connection, {**line.a_said(), "replyToken": "r-1"})

    with killed_after_the_yes(settings, fake, connection, ReceiptItem.objects.get()) as sent:
        go_on(sent)

    assert sent.status == "unknown"
    assert (len(fake.taken), fake.calls_of("/push")) == (1, [])
