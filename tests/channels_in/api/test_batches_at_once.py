"""Batches about the same customers in several workers' hands at the same moment."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from channels_in import intake
from channels_in.actions.take_receipt import take_receipt
from channels_in.models import Connection, Receipt
from tests.channels_in.api.requests import a_message, an_api
from tickets.models import Message, Ticket

CUSTOMERS = 30


def from_everybody(**fields: Any) -> list[dict[str, Any]]:
    return [a_message(customer={"id": f"C-{n}"}, **fields) for n in range(CUSTOMERS)]


def taken(api: Connection, messages: list[dict[str, Any]]) -> Receipt:
    raw = json.dumps({"messages": messages}).encode()
    return take_receipt(api, raw, door="http", envelope={}, received_at=timezone.now())


def at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, range(4)))


def worker(_: int) -> None:
    try:
        intake.take_in_due(intake.REST)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_batches_that_name_the_same_customers_in_any_order_do_not_wait_for_each_other(monkeypatch):
    api = an_api()
    monkeypatch.setitem(intake.BATCH, intake.REST, 1)  # one batch a worker, as different workers have them
    for number in range(4):
        batch = from_everybody()
        taken(api, batch if number % 2 else batch[::-1])

    at_once()

    assert list(Receipt.objects.values_list("state", "last_error")) == [("done", "")] * 4
    assert Ticket.objects.count() == CUSTOMERS
    assert Message.objects.count() == 4 * CUSTOMERS


@pytest.mark.django_db(transaction=True)
def test_batches_that_repeat_each_other_in_any_order_do_not_wait_for_each_other(monkeypatch):
    api = an_api()
    monkeypatch.setitem(intake.BATCH, intake.REST, 1)
    batch = from_everybody()
    for number in range(4):
        taken(api, batch if number % 2 else batch[::-1])

    at_once()

    assert list(Receipt.objects.values_list("state", "last_error")) == [("done", "")] * 4
    assert Message.objects.count() == CUSTOMERS


@pytest.mark.django_db(transaction=True)
def test_what_one_customer_writes_in_a_batch_stays_in_its_order():
    api = an_api()
    told = [("C-2", "one"), ("C-1", "a"), ("C-2", "two"), ("C-1", "b"), ("C-2", "three")]
    taken(api, [a_message(customer={"id": who}, text=text) for who, text in told])

    worker(0)

    said = Message.objects.order_by("pk").values_list("from_address", "text")
    assert [text for who, text in said if who == "C-2"] == ["one", "two", "three"]
    assert [text for who, text in said if who == "C-1"] == ["a", "b"]
