"""One address of an app serves all its pages and accounts; an entry finds its own, and no other app's."""

import pytest

from channels_in.models import ReceiptItem
from people.models import Customer
from tests.channels_in.direct.hooks import (
    a_page,
    a_said,
    a_text,
    an_echo,
    an_entry,
    an_event,
    an_instagram,
    arrives,
    body,
    now_in_ms,
    post,
)
from tests.channels_in.mails import work

pytestmark = pytest.mark.django_db


def outcomes():
    return set(ReceiptItem.objects.values_list("channel", "outcome", "reason"))


def test_the_same_number_on_two_pages_is_two_customers(client):
    ours, sister = a_page(), a_page()

    post(client, ours, body(an_entry(ours, a_text(ours)), an_entry(sister, a_text(sister))))
    work()

    assert outcomes() == {(ours.channel_id, "message", ""), (sister.channel_id, "message", "")}
    assert Customer.objects.count() == 2


def test_a_page_of_nobody_harms_no_other(client):
    ours, stranger = a_page(), a_page(secret="of another app")
    unknown = {"id": "999", "messaging": [a_text(ours)]}

    post(client, ours, body(an_entry(ours, a_text(ours)), an_entry(stranger, a_text(stranger)), unknown))
    work()

    assert outcomes() == {(ours.channel_id, "message", ""), (ours.channel_id, "dead", "unknown_account")}
    assert ReceiptItem.objects.filter(outcome="dead").count() == 2


def test_one_address_serves_pages_and_accounts_of_instagram(client):
    page, account = a_page(), an_instagram()

    post(client, page, body(an_entry(account, a_text(account)), kind="instagram"))
    work()

    assert outcomes() == {(account.channel_id, "message", "")}


def test_an_entry_of_a_page_never_reaches_an_account_of_instagram(client):
    account = an_instagram()

    post(client, account, body(an_entry(account, a_text(account)), kind="messenger"))
    work()

    assert outcomes() == {(account.channel_id, "dead", "unknown_account")}


def test_a_batch_is_worked_off_by_its_times(client):
    page, sister = a_page(), a_page()
    late, early = a_text(page, "two"), a_text(page, "one")
    early["timestamp"] -= 60_000
    told = an_event(page, read={"watermark": now_in_ms()})
    echo = an_echo(page, to="nobody yet", text="x")
    theirs = [a_text(sister), an_event(sister, optin={"ref": "x"})]

    post(client, page, body(an_entry(page, late, told, echo, early), an_entry(sister, *theirs)))
    work()

    assert ReceiptItem.objects.count() == 6
    texts = ReceiptItem.objects.filter(channel=page.channel, outcome="message").order_by("message")
    assert [item.message.text for item in texts] == ["one", "two"]


def test_the_test_of_the_dashboard_opens_no_ticket(client):
    page = a_page()
    value = {
        "sender": {"id": "12334"},
        "recipient": {"id": "23245"},
        "timestamp": "1527459824",
        "message": {"mid": "random_mid", "text": "random_text"},
    }
    change = {"field": "messages", "value": value}

    item = arrives(client, page, id="0", changes=[change])

    assert (item.outcome, item.reason) == ("ignored", "test")


@pytest.mark.parametrize(
    "raw",
    [
        b"no json",
        b"[]",
        b'{"entry":[]}',
        b'{"object":"page"}',
        b'{"object":"page","entry":{}}',
        b"null",
        b"1",
    ],
)
def test_what_is_no_webhook_is_one_dead_item(client, raw):
    page = a_page()

    for _ in range(3):
        assert post(client, page, raw).status_code == 200
    work()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason, item.repeats) == ("dead", "invalid", 2)


def test_broken_pieces_cost_nobody_but_themselves(client):
    page = a_page()

    data = body(an_entry(page, "no event", {"message": {}}, a_text(page)))
    data["entry"].append(7)
    post(client, page, data)
    work()

    assert outcomes() == {(page.channel_id, "message", ""), (page.channel_id, "dead", "invalid")}
    assert ReceiptItem.objects.filter(outcome="dead").count() == 3


def test_what_is_no_event_that_we_know_is_kept_and_ignored(client):
    page = a_page()

    item = arrives(client, page, an_event(page, hologram={"x": 1}))

    assert (item.outcome, item.reason) == ("ignored", "unknown_event")


def test_an_account_that_writes_to_itself_is_no_customer(client):
    account = an_instagram()

    item = arrives(client, account, a_said(account, is_self=True, text="a test"))

    assert (item.outcome, item.reason) == ("ignored", "self")
