"""Whoever knocks in Twilio's name proves it, over every parameter."""

from hashlib import sha256

import pytest

from channels_in.models import Receipt, SecurityEvent
from channels_in.twilio.forms import pairs_in
from channels_in.twilio.signature import sign
from tests.channels_in.mails import work
from tests.channels_in.sms.hooks import (
    TOKEN,
    a_number,
    address_of,
    an_sms,
    as_twilio_writes,
    post,
    signature_of,
)
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_the_answer_is_twiml_that_says_nothing_to_the_customer(client):
    answer = post(client, a_number(), an_sms())

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml")
    assert answer.content == b'<?xml version="1.0" encoding="UTF-8"?><Response/>'


def test_a_report_is_thanked_with_nothing(client):
    form = {"MessageSid": an_sms()["MessageSid"], "MessageStatus": "sent"}

    answer = post(client, a_number(), form, beneath="status/9f1c/")

    assert (answer.status_code, answer.content) == (200, b"")


def test_different_values_of_one_name_are_signed_as_a_sorted_set(client):
    connection = a_number()
    pairs = [*an_sms().items(), ("Tag", "b"), ("Tag", "a"), ("Tag", "a")]
    by_the_last = signature_of(address_of(connection), dict(pairs))

    assert post(client, connection, pairs).status_code == 200
    assert post(client, connection, pairs, signature=by_the_last).status_code == 401


def test_neither_the_order_nor_new_parameters_make_it_a_forgery(client):
    connection, form = a_number(), an_sms(NewThing=1)
    backwards = as_twilio_writes(dict(reversed(form.items())))
    signature = signature_of(address_of(connection), form)

    assert post(client, connection, form).status_code == 200
    assert post(client, connection, backwards, signature=signature).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda form: {**form, "Body": form["Body"].strip()}, id="trimmed"),
        pytest.param(lambda form: {**form, "Body": " ".join(form["Body"].split())}, id="one space"),
        pytest.param(lambda form: {k: v for k, v in form.items() if v}, id="without what is empty"),
        pytest.param(lambda form: {**form, "From": form["From"].replace("+", " ")}, id="plus as a space"),
        pytest.param(lambda form: {**form, "Extra": "1"}, id="more"),
    ],
)
def test_one_changed_parameter_is_refused(client, change):
    connection, form = a_number(), an_sms(" Halo  kak ")
    signature = signature_of(address_of(connection), form)

    assert post(client, connection, change(form), signature=signature).status_code == 401
    assert post(client, connection, form, signature=signature).status_code == 200


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda signature: "",
        lambda signature: signature.lower(),
        lambda signature: f"{signature}, {signature}",
        lambda signature: signature[:-1],
        lambda signature: "not base64 at all, that is 28",
    ],
)
def test_without_a_signature_of_ours_nothing_is_kept(client, spoilt):
    connection, form = a_number(), an_sms()
    signature = spoilt(signature_of(address_of(connection), form))

    answer = post(client, connection, form, signature=signature)

    assert (answer.status_code, answer.content) == (401, b"")
    assert not Receipt.objects.exists()
    assert SecurityEvent.objects.get().kind == "bad_signature"


def test_while_a_token_is_changed_either_passes(client):
    connection = a_number(tokens=["the newer", "the older"])

    for token in ("the newer", "the older"):
        assert post(client, connection, an_sms(), token=token).status_code == 200


def test_another_account_is_refused_like_a_forgery(client):
    connection = a_number()
    other = an_sms(AccountSid="AC" + "9" * 32)

    answers = [post(client, connection, other), post(client, connection, an_sms(), signature="x")]

    assert [(one.status_code, one.content) for one in answers] == [(401, b""), (401, b"")]
    assert set(SecurityEvent.objects.values_list("kind", flat=True)) == {"other_account", "bad_signature"}


def post_json(client, connection, raw, *, query="", signature):
    return client.post(
        f"/hooks/{connection.token}/{query}",
        raw,
        content_type="application/json",
        headers={"X-Twilio-Signature": signature},
    )


def test_a_body_that_is_no_form_is_believed_by_its_digest_alone(client):
    connection, raw = a_number(), b'{"property": "value", "boolean": true}'
    query = f"?bodySHA256={sha256(raw).hexdigest()}"
    by_address = signature_of(address_of(connection), {})
    with_digest = signature_of(address_of(connection, query), {})

    assert post_json(client, connection, raw, signature=by_address).status_code == 401
    assert post_json(client, connection, raw + b" ", query=query, signature=with_digest).status_code == 401
    assert post_json(client, connection, raw, query=query, signature=with_digest).status_code == 200


def test_who_comes_too_fast_is_told_so_in_a_way_that_brings_them_back(client):
    connection = a_number(per_second=1)

    answers = {post(client, connection, an_sms()).status_code for _ in range(5)}

    assert answers == {200, 503}


def test_words_of_every_kind_are_signed_and_kept(client):
    connection = a_number()
    for body in ("  dua  spasi ", "\U0001f600", "\x00", "\u202eterbalik", "kata " * 200_000, "+62 %2B & = ?"):
        assert post(client, connection, an_sms(body)).status_code == 200


def test_what_is_no_text_is_signed_and_kept_all_the_same(client):
    connection = a_number()
    raw = as_twilio_writes(an_sms("x")).replace(b"Body=x", b"Body=%ED%A0%80+kak")
    signature = sign(TOKEN, address_of(connection), pairs_in(raw))

    assert post(client, connection, raw, signature=signature).status_code == 200
    work()
    assert Message.objects.get().text.endswith(" kak")


def test_more_parameters_than_anybody_sends_are_refused(client):
    connection = a_number()
    pairs = [*an_sms().items(), *((f"X{n}", "1") for n in range(1000))]

    assert post(client, connection, pairs).status_code == 401
