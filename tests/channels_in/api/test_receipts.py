"""What a client is told about a request: what became of each thing in it, also if it came before."""

from __future__ import annotations

from tests.channels_in.api.requests import a_message, an_api, get, post
from tests.channels_in.mails import work


def told(client, api, receipt: int):
    return get(client, api, f"receipts/{receipt}/").json()["items"]


def test_of_a_request_that_was_sent_again_the_receipt_says_what_became_of_it(client, api):
    message = a_message()
    first = post(client, api, message).json()["receipt"]
    work()
    again = post(client, api, {**message, "text": "Something else"}).json()["receipt"]
    work()

    [item] = told(client, api, again)

    assert item["outcome"] == "message"
    assert (item["receipt"], item["repeats"]) == (first, 1)
    assert told(client, api, first) == [item]


def test_what_is_new_beside_a_repeat_is_told_as_well(client, api):
    old = a_message()
    post(client, api, old)
    work()
    mixed = post(client, api, {"messages": [old, a_message(), old]}).json()["receipt"]
    work()

    assert [item["receipt"] == mixed for item in told(client, api, mixed)] == [False, True]


def test_before_it_is_processed_nothing_is_told(client, api):
    message = a_message()
    post(client, api, message)
    work()

    assert told(client, api, post(client, api, message).json()["receipt"]) == []


def test_nothing_of_another_channel_is_told(client, api):
    message = a_message()
    other = an_api()
    post(client, other, message)
    mine = post(client, api, message).json()["receipt"]
    work()

    assert [item["receipt"] for item in told(client, api, mine)] == [mine]
