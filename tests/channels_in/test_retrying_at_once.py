"""Two people who have everything sent again at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from events.models import Event
from tests.builders import a_reply, a_team, a_ticket, an_agent
from tickets.actions.record_delivery import mark_failed
from tickets.models import Delivery


@pytest.mark.django_db(transaction=True)
def test_two_people_who_press_at_once_have_each_message_sent_again_once():
    team = a_team()
    for _ in range(2):
        mark_failed(a_reply(a_ticket(team=team)).delivery, reason="timeout")
    people = [Client(), Client()]
    for client in people:
        client.force_login(an_agent(team))
    together = Barrier(2)

    def press(client: Client) -> int:
        try:
            together.wait(5)
            return client.post(reverse("undeliverable:retries")).status_code
        finally:
            connection.close()

    with changes_of_deliveries_taking_long(), ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, people))

    assert answers == [302, 302]
    assert set(Delivery.objects.values_list("status", flat=True)) == {"queued"}
    assert Event.objects.filter(kind="delivery.retried").count() == 2


class changes_of_deliveries_taking_long:
    def __enter__(self) -> None:
        with connection.cursor() as sql:
            sql.execute(
                "create function dawdle() returns trigger language plpgsql"
                " as $$ begin perform pg_sleep(0.4); return new; end $$"
            )
            sql.execute(
                "create trigger dawdle before update on tickets_delivery"
                " for each row execute function dawdle()"
            )

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as sql:
            sql.execute("drop function dawdle() cascade")
