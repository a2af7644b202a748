"""What customers do on Messenger becomes what agents see."""

import pytest

from channels_in.models import MediaFetch
from tests.channels_in.direct.hooks import (
    SITI,
    a_picture,
    a_said,
    a_text,
    an_entry,
    an_event,
    arrives,
    as_meta_writes,
    body,
    post,
)
from tests.channels_in.mails import work
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_a_text_is_a_message_of_a_customer_of_this_page(client, page):
    item = arrives(client, page, a_text(page, "Halo"))

    message = item.message
    assert (item.outcome, message.text, message.provider_id) == ("message", "Halo", item.external_id)
    known = message.customer.identities.values_list("kind", "address")
    assert list(known) == [("messenger", f"{page.address}:{SITI}")]
    assert str(message.customer) == f"…{SITI[-4:]}"  # nobody reads the whole number


@pytest.mark.parametrize(
    "attachment",
    [
        {"type": "hologram", "payload": {"url": "https://x.example/1"}},
        {"type": "fallback", "payload": None},
        {"type": "ephemeral"},
        {"type": "image", "payload": {}},
        {"type": "image", "payload": {"url": "javascript:alert(1)"}},
    ],
)
def test_what_nobody_can_name_is_a_message_with_a_placeholder(client, page, attachment):
    item = arrives(client, page, a_said(page, attachments=[attachment]))

    assert item.outcome == "message"
    assert [extra["kind"] for extra in item.message.extras] == ["placeholder"]


@pytest.mark.parametrize("message", [{"is_unsupported": True}, {}, {"attachments": "none"}])
def test_what_meta_does_not_hand_over_is_a_message_all_the_same(client, page, message):
    item = arrives(client, page, a_said(page, **message))

    assert (item.outcome, item.message.extras[0]["type"]) == ("message", "unsupported")


def test_a_sticker_that_comes_as_a_picture_as_well_is_one_file(client, page):
    url = "https://scontent.xx.fbcdn.net/v/sticker.png"
    both = [a_picture(url), a_picture(url, "sticker")]

    item = arrives(client, page, a_said(page, attachments=both))

    assert item.message.attachments.get().name == "sticker.png"
    assert MediaFetch.objects.get().ref == {"url": url, "mid": item.external_id, "number": 0}


def test_a_place_a_post_and_an_appointment_stand_beside_the_words(client, page):
    attachments = [
        {"type": "location", "payload": {"coordinates": {"lat": -6.2, "long": 106.8}}, "title": "Toko"},
        {"type": "post", "payload": {"url": "https://facebook.com/p/1", "title": "Promo", "id": "1"}},
        {"type": "appointment_booking", "payload": {"status": "PENDING", "start_time": 1_795_500_000}},
    ]

    place, post_, appointment = arrives(client, page, a_said(page, attachments=attachments)).message.extras

    assert (place["latitude"], place["longitude"], place["name"]) == (-6.2, 106.8, "Toko")
    assert (post_["kind"], post_["title"], post_["url"]) == ("share", "Promo", "https://facebook.com/p/1")
    assert appointment["starts_at"].startswith("2026-11-24")


def test_a_button_says_its_words_once_however_often_it_comes(client, page):
    tapped = an_event(page, postback={"mid": "p1", "title": "Talk to us", "payload": "CARE"})
    for _ in range(3):
        item = arrives(client, page, tapped)

    assert (item.external_id, item.message.text, item.repeats) == ("p1", "Talk to us", 2)
    assert item.message.extras == [{"kind": "choice", "id": "CARE"}]


def test_a_button_without_words_says_what_it_says_to_programs(client, page):
    message = arrives(client, page, an_event(page, postback={"payload": "CARE"})).message

    assert (message.text, message.extras) == ("CARE", [{"kind": "tapped"}])


def test_an_advertisement_is_told_beside_the_words(client, page):
    referral = {"ref": "r", "ad_id": "7", "source": "ADS", "ads_context_data": {"ad_title": "Diskon"}}

    message = arrives(client, page, a_text(page, referral=referral)).message

    assert message.extras == [{"kind": "referral", "headline": "Diskon", "ref": "r", "ad": "7"}]


def test_a_referral_alone_is_ignored_and_with_answers_it_is_a_message(client, page):
    alone = arrives(client, page, an_event(page, referral={"source": "ADS"}))
    lead = {"data": [{"question": "Kota?", "answer": "Bandung"}]}
    answered = arrives(client, page, an_event(page, sender="8", referral={"source": "ADS"}, lead=lead))

    assert (alone.outcome, alone.reason) == ("ignored", "referral")
    assert answered.message.text == "Kota?: Bandung"


@pytest.mark.parametrize(
    ("timestamp", "day"),
    [(1665424533, "2022-10-10"), ("1527459824", "2018-05-27"), ("2021-03-04T05:06:07+0000", "2021-03-04")],
)
def test_whatever_the_time_is_written_in_it_is_the_right_day(client, page, timestamp, day):
    message = arrives(client, page, {**a_text(page), "timestamp": timestamp}).message

    assert message.sent_at.date().isoformat() == day


@pytest.mark.parametrize("timestamp", [12341, 1234567890, None, "soon", 10**15, {"a": 1}])
def test_a_time_that_cannot_be_is_when_we_heard_of_it(client, page, timestamp):
    message = arrives(client, page, {**a_text(page), "timestamp": timestamp}).message

    assert message.sent_at == message.created_at


def test_what_postgres_cannot_keep_is_left_out_of_the_words(client, page):
    words = "a\x00b \ud83d c\u202e " + "x" * 100_000
    raw = as_meta_writes(body(an_entry(page, a_text(page, words))))

    post(client, page, raw)
    work()

    message = Message.objects.get()
    assert "\x00" not in message.text
    assert message.text.startswith("a")


def test_a_reply_quotes_what_it_answers(client, page):
    first = arrives(client, page, a_text(page, "Satu")).message

    second = arrives(client, page, a_text(page, "Dua", reply_to={"mid": first.provider_id})).message

    assert second.replies_to == first
