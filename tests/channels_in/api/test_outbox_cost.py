"""A page of our answers costs the same for one and for many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import a_reply, an_agent
from tests.channels_in.api.requests import a_message, an_api, get, post
from tests.channels_in.mails import send_due, work
from tickets.models import Ticket


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("goes_on", [False, True], ids=["the newest", "those since a cursor"])
def test_a_page_of_answers_costs_the_same_for_one_and_for_many(client, goes_on):
    api = an_api()
    start = {"after": get(client, api, "messages/").json()["next"]} if goes_on else {}
    post(client, api, a_message())
    work()
    ticket = Ticket.objects.get()

    answered(ticket, times=1)
    for_one = queries(client, api, messages=1, **start)
    answered(ticket, times=5)

    assert queries(client, api, messages=6, **start) == for_one


def answered(ticket: Ticket, *, times: int) -> None:
    for _ in range(times):
        a_reply(ticket, agent=an_agent())
    send_due()


def queries(client: Client, api, *, messages: int, **start: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        page = get(client, api, "messages/", **start).json()
    assert len(page["messages"]) == messages
    return len(asked)
