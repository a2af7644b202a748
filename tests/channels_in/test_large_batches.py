"""A body that holds a thousand things, and a customer whom another worker holds: others are not kept waiting,
nothing is lost, and nobody is buried for having stood behind them.
"""

from __future__ import annotations

import time

import pytest
from django.db import transaction

from channels_in import intake
from channels_in.actions.in_turn import in_turn
from channels_in.models import Receipt, ReceiptItem
from events.claims import claim
from tests.channels_in.mails import work
from tests.channels_in.whatsapp.hooks import BUDI, a_number, a_text, body, post
from tickets.models import Message

pytestmark = pytest.mark.django_db(transaction=True)
SITI = "6281234567899"


@pytest.fixture
def number():
    return a_number()


def texts():
    return list(Message.objects.order_by("pk").values_list("text", flat=True))


def test_what_one_body_holds_too_much_of_comes_again_behind_the_others(client, number, monkeypatch):
    monkeypatch.setattr(intake, "AT_A_TIME", 0)
    monkeypatch.setitem(intake.BATCH, intake.REST, 1)
    post(client, number, body(number, *(a_text(f"No. {n}") for n in range(4))))
    post(client, number, body(number, a_text("Me, too", **{"from": SITI})))

    work()

    assert texts() == ["No. 0", "Me, too", "No. 1", "No. 2", "No. 3"]
    assert set(Receipt.objects.values_list("state", "attempts")) == {("done", 1)}
    assert set(ReceiptItem.objects.values_list("outcome", "repeats")) == {("message", 0)}


def test_a_customer_whom_somebody_holds_keeps_nobody_waiting_for_long(client, number, elsewhere, monkeypatch):
    monkeypatch.setattr(intake, "PATIENCE", 0.2)
    post(client, number, body(number, a_text("Held")))
    post(client, number, body(number, a_text("Free", **{"from": SITI})))

    with transaction.atomic():
        in_turn(number.channel_id, BUDI)
        began = time.monotonic()
        elsewhere(lambda: intake.take_in_due(intake.REST)).result(timeout=20)

    assert time.monotonic() - began < 10
    assert texts() == ["Free"]
    assert Receipt.objects.get(state="pending").attempts == 0  # it was not its fault


def test_who_was_claimed_with_something_slow_is_given_back(client, number, elsewhere, monkeypatch):
    """By the fifth time it would be dead, and nobody had ever looked at it."""
    monkeypatch.setattr(intake, "PATIENCE", 6.0)
    post(client, number, body(number, a_text("Held")))
    post(client, number, body(number, a_text("Claimed with it", **{"from": SITI})))

    with transaction.atomic():
        in_turn(number.channel_id, BUDI)
        elsewhere(lambda: intake.take_in_due(intake.REST)).result(timeout=20)

    assert Receipt.objects.get(pk=Receipt.objects.latest("pk").pk).attempts == 0
    assert [row.attempts for row in claim(Receipt.objects.order_by("-pk"), limit=1)] == [1]
