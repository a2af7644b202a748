"""The same request twice, or several at the same moment, is taken in once."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection as database
from django.db import transaction
from django.test import Client

from channels_in.models import IdempotentRequest, Receipt
from tests.channels_in.api.requests import a_message, an_api, post
from tests.channels_in.mails import work
from tickets.models import Message, Ticket


def test_the_same_key_gets_the_first_answer_again(client, api):
    body = a_message()

    first = post(client, api, body, Idempotency_Key="abc")
    again = post(client, api, body, Idempotency_Key="abc")

    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert Receipt.objects.count() == 1


def test_the_same_key_with_another_body_is_refused_and_nothing_of_it_is_kept(client, api):
    post(client, api, a_message(), Idempotency_Key="abc")

    assert post(client, api, a_message(), Idempotency_Key="abc").status_code == 409
    assert Receipt.objects.count() == 1


def test_a_key_is_a_connections_own(client, api):
    body = a_message()

    post(client, api, body, Idempotency_Key="abc")
    other = post(client, an_api(), body, Idempotency_Key="abc")

    assert "Idempotency-Replayed" not in other


@pytest.mark.django_db(transaction=True)
def test_copies_with_one_key_at_the_same_moment_are_one_receipt():
    api = an_api()
    body = a_message()
    answers = []

    def send() -> None:
        answers.append(post(Client(), api, body, Idempotency_Key="burst"))
        database.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    with transaction.atomic(), database.cursor() as sql:
        sql.execute("lock table channels_in_receipt in share mode")  # all have asked before one can write
        for thread in threads:
            thread.start()
        _wait_for(len(threads), sql)
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert Receipt.objects.count() == 1
    assert IdempotentRequest.objects.count() == 1


def _wait_for(writers: int, sql) -> None:
    deadline = time.monotonic() + 20
    waiting = 0
    while waiting < writers and time.monotonic() < deadline:
        sql.execute(
            "select count(*) from pg_locks where not granted and relation = 'channels_in_receipt'::regclass"
        )
        waiting = sql.fetchone()[0]
    assert waiting == writers


@pytest.mark.django_db(transaction=True)
def test_first_messages_of_one_customer_at_the_same_moment_make_one_ticket():
    """R6: the customer is known already, so only the lock in the database stands between them."""
    api = an_api()
    post(Client(), api, a_message(customer={"id": "C-7"}))
    work()
    long_ago = "2026-01-01T00:00Z"
    Ticket.objects.update(status="closed", resolved_at=long_ago, closed_at=long_ago, unassigned_reason="")
    for _ in range(6):
        post(Client(), api, a_message(customer={"id": "C-7"}))

    def worker() -> None:
        from channels_in import intake

        intake.take_in_due(intake.REST)
        database.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work()

    assert Ticket.objects.exclude(status="closed").count() == 1
    assert Message.objects.count() == 7
