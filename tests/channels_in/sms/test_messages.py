"""What customers write by SMS becomes what agents see."""

import pytest

from channels_in.models import ReceiptItem
from people.models import Customer
from tests.channels_in.mails import work
from tests.channels_in.sms.hooks import (
    BUDI,
    OURS,
    a_number,
    a_sid,
    an_sms,
    arrives,
    post,
)
from tests.channels_in.whatsapp import hooks as whatsapp
from tests.together import at_once
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


def test_an_sms_is_a_message_of_a_customer_with_their_number(client):
    item = arrives(client, a_number(), "Halo  kak ")

    message = item.message
    assert (item.outcome, item.external_id, message.text) == ("message", message.provider_id, "Halo  kak ")
    assert list(message.customer.identities.values_list("kind", "address")) == [("phone", BUDI)]


def test_who_writes_on_whatsapp_and_by_sms_is_one_customer(client):
    whatsapp.arrives(client, whatsapp.a_number(), whatsapp.a_text())

    arrives(client, a_number())

    assert Customer.objects.count() == 1
    assert Ticket.objects.count() == 2


def test_a_second_message_goes_on_with_the_ticket(client):
    connection = a_number()

    first, second = arrives(client, connection).message, arrives(client, connection, "Lagi").message

    assert first.ticket == second.ticket


def test_the_same_message_three_times_by_either_address_is_one(client):
    connection, form = a_number(), an_sms()
    post(client, connection, form)
    post(client, connection, form)
    post(
        client,
        connection,
        {**form, "ErrorCode": "11200", "ErrorUrl": "https://x.example"},
        beneath="fallback/",
    )
    work()

    assert Message.objects.count() == 1
    assert ReceiptItem.objects.get().repeats == 2


@pytest.mark.django_db(transaction=True)
def test_three_repeats_at_once_are_one_message(client):
    connection, form = a_number(), an_sms()

    answers = at_once([lambda: post(client, connection, form).status_code] * 3)
    at_once([work] * 3)

    assert answers == [200] * 3
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("a\x00b", "ab", id="zero byte"),
        pytest.param("\u202eterbalik", "\u202eterbalik", id="from right to left"),
        pytest.param("\U0001f600", "\U0001f600", id="a face"),
        pytest.param("satu\r\n\r\n  dua\t", "satu\r\n\r\n  dua\t", id="lines and spaces"),
    ],
)
def test_words_are_kept_as_they_are_if_they_can_be(client, body, text):
    message = arrives(client, a_number(), body).message

    assert message.text.replace("\ufffd", "") == text


def test_a_message_without_words_and_files_waits_for_a_person(client):
    item = arrives(client, a_number(), " ")

    assert (item.outcome, item.reason) == ("quarantined", "empty")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"To": "+15005550009"}, "other_number"),
        ({"From": OURS}, "own_message"),
        ({"From": f"whatsapp:{BUDI}", "To": f"whatsapp:{OURS}"}, "other_channel"),
        ({"From": "messenger:123456"}, "other_channel"),
        ({"From": f"rcs:{BUDI}", "ButtonPayload": "yes", "Latitude": "x"}, "other_channel"),
        ({"From": ""}, "nobody"),
    ],
)
def test_what_is_not_from_a_customer_to_our_number_is_ignored(client, fields, reason):
    item = arrives(client, a_number(), **fields)

    assert (item.outcome, item.reason) == ("ignored", reason)
    assert not Ticket.objects.exists()


def test_a_message_through_our_service_is_ours_whatever_its_number(client):
    connection = a_number(messaging_service_sid="MG1", number="")

    item = arrives(client, connection, To="+15005550009", MessagingServiceSid="MG1")

    assert item.outcome == "message"


@pytest.mark.parametrize("sender", ["12345", "TOKOPEDIA"])
def test_a_short_code_or_a_name_is_no_telephone(client, sender):
    message = arrives(client, a_number(), **{"From": sender}).message

    assert list(message.customer.identities.values_list("kind", "address")) == [("sms_sender", sender)]


@pytest.mark.parametrize("sid", ["", "SM1", "XX" + "0" * 32, "SM" + "0" * 32 + "x"])
def test_what_has_no_id_is_dead_where_a_person_sees_it(client, sid):
    connection = a_number()
    post(client, connection, {**an_sms(), "MessageSid": sid})
    work()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason) == ("dead", "invalid")


def test_a_long_message_is_one_and_says_of_how_many_parts(client):
    message = arrives(client, a_number(), "kata " * 90, NumSegments="3").message

    assert message.extras == [{"kind": "sms_parts", "count": 3}]


@pytest.mark.parametrize("number", ["", "-1", "abc", "99999999999999999999"])
def test_numbers_that_are_none_harm_nobody(client, number):
    item = arrives(client, a_number(), NumSegments=number, NumMedia=number)

    assert (item.outcome, item.message.extras) == ("message", [])


def test_a_report_at_the_address_of_messages_is_a_report(client):
    connection = a_number()
    form = {"MessageSid": a_sid(), "MessageStatus": "mysterious", "AccountSid": "", "To": BUDI}
    form.pop("AccountSid")
    post(client, connection, form)
    work()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason) == ("ignored", "unknown_status")
