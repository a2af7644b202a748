"""What a batch says about messages of ours, beside what customers write in it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection
from django.utils import timezone

from channels_in import intake
from channels_in.actions.take_receipt import take_receipt
from channels_in.models import Receipt
from events import actors
from tests.builders import a_reply
from tests.channels_in.api.requests import a_message, an_api
from tickets.actions.record_delivery import mark_failed
from tickets.actions.retry_delivery import retry_delivery
from tickets.models import Delivery, Message, Ticket


@pytest.mark.django_db(transaction=True)
def test_a_batch_and_a_person_who_has_a_reply_sent_again_do_not_block_each_other():
    api = an_api()
    taken(api, messages=[a_message(customer={"id": "C-1"})])
    intake.take_in_due(intake.REST)
    answer = a_reply(Ticket.objects.get())
    mark_failed(answer.delivery, reason="refused")
    taken(
        api,
        messages=[a_message(customer={"id": "C-1"}, text="And?")],
        statuses=[{"message": answer.pk, "status": "read"}],
    )

    with changes_of_deliveries_taking_long(), ThreadPoolExecutor(2) as pool:
        person = pool.submit(apart, lambda: retry_delivery(Delivery.objects.get(), by=actors.SYSTEM))
        sleep(0.2)  # the person holds the delivery, and wants its ticket when the pause is over
        worker = pool.submit(apart, lambda: intake.take_in_due(intake.REST))
        person.result()
        worker.result()

    assert list(Receipt.objects.values_list("state", "last_error")) == [("done", "")] * 2
    assert Message.objects.filter(text="And?").exists()
    assert Delivery.objects.get().status == "read"


def taken(api, **batch) -> Receipt:
    raw = json.dumps(batch).encode()
    return take_receipt(api, raw, door="http", envelope={}, received_at=timezone.now())


def apart(work) -> None:
    try:
        work()
    finally:
        connection.close()


class changes_of_deliveries_taking_long:
    """The row is held before its trigger runs."""

    def __enter__(self) -> None:
        with connection.cursor() as sql:
            sql.execute(
                "create function dawdle() returns trigger language plpgsql"
                " as $$ begin perform pg_sleep(0.6); return new; end $$"
            )
            sql.execute(
                "create trigger dawdle before update on tickets_delivery"
                " for each row when (new.status = 'queued') execute function dawdle()"
            )

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as sql:
            sql.execute("drop function dawdle() cascade")
