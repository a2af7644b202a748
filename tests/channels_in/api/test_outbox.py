"""What became of a request, and how our answers are fetched and reported on."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.test import Client

from channels_in.models import ReceiptItem
from people.models import Company
from tests.builders import a_reply, an_agent
from tests.channels_in.api.requests import a_message, an_api, get, post
from tests.channels_in.mails import send_due, work
from tickets.actions.attach import attach
from tickets.models import Delivery, Draft, Ticket


def test_what_became_of_a_request_can_be_asked(client, api):
    receipt = post(client, api, a_message(id="order-9")).json()["receipt"]
    before = get(client, api, f"receipts/{receipt}/").json()
    work()

    after = get(client, api, f"receipts/{receipt}/").json()

    number = f"{Company.current().ticket_prefix}-{Ticket.objects.get().pk}"
    assert before["items"] == []
    assert after["items"][0]["id"] == "order-9"
    assert (after["items"][0]["outcome"], after["items"][0]["ticket"]) == ("message", number)


def test_another_connections_request_cannot_be_asked(client, api):
    receipt = post(client, api, a_message()).json()["receipt"]

    assert get(client, an_api(), f"receipts/{receipt}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_our_answers_are_fetched_in_order_and_each_once(client):
    api = an_api()
    ticket = a_ticket_of(client, api)
    start = get(client, api, "messages/").json()
    assert start["messages"] == []
    for words in ("one", "two"):
        a_reply(ticket, text=words)
        send_due()

    page = get(client, api, "messages/", after=start["next"]).json()
    rest = get(client, api, "messages/", after=page["next"]).json()

    assert [message["text"] for message in page["messages"]] == ["one", "two"]
    assert page["messages"][0]["customer"] == "C-7"
    assert rest["messages"] == []


@pytest.mark.django_db(transaction=True)
def test_more_answers_than_a_page_holds_come_in_pages(client, monkeypatch):
    api = an_api()
    from channels_in.api import outbox

    monkeypatch.setattr(outbox, "PAGE", 2)
    ticket = a_ticket_of(client, api)
    cursor = get(client, api, "messages/").json()["next"]
    for words in "abcde":
        a_reply(ticket, text=words)
    send_due()

    found = []
    while True:
        page = get(client, api, "messages/", after=cursor).json()
        found += [message["text"] for message in page["messages"]]
        cursor = page["next"]
        if not page["more"]:
            break

    assert found == list("abcde")


@pytest.mark.django_db(transaction=True)
def test_answers_of_other_channels_and_what_is_not_sent_yet_are_not_shown(client):
    api = an_api()
    other = an_api()
    ticket = a_ticket_of(client, api)
    cursor = get(client, other, "messages/").json()["next"]
    a_reply(ticket, text="for the first")
    send_due()
    a_reply(ticket, text="not yet due")

    assert get(client, other, "messages/", after=cursor).json()["messages"] == []
    assert [one["text"] for one in get(client, api, "messages/").json()["messages"]] == ["for the first"]


@pytest.mark.parametrize("cursor", ["x", "MTo6", "!!!", "bm90IGEgc25hcHNob3R-fjA="])
def test_a_cursor_that_we_never_gave_out_is_refused(client, api, cursor):
    assert get(client, api, "messages/", after=cursor).status_code == 400


def test_nobody_reads_our_answers_without_the_secret(client, api):
    assert get(client, api, "messages/", secret="wrong").status_code == 401
    assert client.get(f"/hooks/{api.token}/messages/").status_code == 401


def test_files_of_our_answers_are_fetched_with_a_signature(client, api):
    ticket = a_ticket_of(client, api)
    agent = an_agent()
    attach(ticket, agent=agent, kind="reply", name="nota.pdf", chunks=[b"%PDF-1.4"])
    a_reply(ticket, agent=agent, attachments_of_draft=Draft.objects.get())
    send_due()
    [file] = get(client, api, "messages/").json()["messages"][0]["files"]

    answer = get(client, api, f"files/{file['key']}/")

    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert answer["Content-Type"] == "application/octet-stream"
    assert get(client, an_api(), f"files/{file['key']}/").status_code == 404


@pytest.mark.parametrize("order", list(permutations(["delivered", "read"])))
def test_how_far_an_answer_got_only_rises(client, api, order):
    """R7: in whatever order the carrier tells."""
    ticket = a_ticket_of(client, api)
    answer = a_reply(ticket)
    send_due()

    for status in order:
        post(client, api, {"statuses": [{"message": answer.pk, "status": status}]})
        work()

    assert Delivery.objects.get().status == "read"
    assert set(ReceiptItem.objects.filter(outcome="update").values_list("reason", flat=True)) == set(order)


def test_a_report_about_another_channels_message_changes_nothing(client, api):
    ticket = a_ticket_of(client, api)
    answer = a_reply(ticket)
    send_due()

    post(client, other := an_api(), {"statuses": [{"message": answer.pk, "status": "failed"}]})
    work()

    assert Delivery.objects.get().status == "sent"
    item = ReceiptItem.objects.get(channel=other.channel)
    assert (item.outcome, item.reason) == ("ignored", "unknown_message")


def test_reading_never_writes_and_writing_is_never_a_get(client, api):
    assert client.get(f"/hooks/{api.token}/").status_code == 405
    assert client.post(f"/hooks/{api.token}/messages/").status_code == 405


def a_ticket_of(client: Client, api) -> Ticket:
    post(client, api, a_message(customer={"id": "C-7"}))
    work()
    return Ticket.objects.latest("pk")
