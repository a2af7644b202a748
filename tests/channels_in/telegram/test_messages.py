"""What customers do on Telegram becomes what agents see."""

import json

import pytest

from channels_in.models import MediaFetch
from people.models import Customer
from tests.channels_in.mails import work
from tests.channels_in.telegram.hooks import BUDI, a_bot, a_message, a_said, an_update, arrives, post
from tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.django_db


def test_a_text_is_a_message_of_a_customer_with_their_id(client):
    said = a_said("Halo")
    item = arrives(client, a_bot(), said, update_id=7)

    message = item.message
    assert (item.external_id, item.outcome, message.text) == ("update:7", "message", "Halo")
    assert message.provider_id == f"{BUDI}:{said['message_id']}"
    assert str(message.customer) == "Budi Santoso"
    assert list(message.customer.identities.values_list("kind", "address")) == [("telegram", str(BUDI))]


def test_a_message_that_comes_again_under_another_number_is_known(client):
    connection, said = a_bot(), a_said()
    arrives(client, connection, said)

    again = arrives(client, connection, said)

    assert (again.outcome, again.reason) == ("ignored", "known")
    assert Message.objects.count() == 1


def test_where_a_link_leads_is_shown_beside_what_it_says(client):
    link = {"type": "text_link", "offset": 3, "length": 4, "url": "https://evil.example/"}

    item = arrives(client, a_bot(), a_said("\U0001f600 bank, ya", entities=[link]))

    assert item.message.text == "\U0001f600 bank (https://evil.example/), ya"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": "/start"}, "started"),
        ({"text": "/start campaign-7"}, "started"),
        ({"pinned_message": {}}, "service"),
        ({"text": "Hi", "chat": {"id": -1001234567890, "type": "supergroup"}}, "not_private"),
        ({"text": "Hi", "from": {"id": BUDI, "is_bot": True, "first_name": "Bot"}}, "bot"),
    ],
)
def test_what_is_said_to_nobody_opens_nothing(client, fields, reason):
    item = arrives(client, a_bot(), a_message(**fields))

    assert (item.outcome, item.reason) == ("ignored", reason)
    assert not Ticket.objects.exists()
    assert not Customer.objects.exists()


def test_words_behind_start_that_no_link_could_hold_are_a_message(client):
    item = arrives(client, a_bot(), a_said("/start tolong bantu saya"))

    assert item.message.text == "/start tolong bantu saya"


@pytest.mark.parametrize("name", ["channel_post", "edited_channel_post"])
def test_what_is_said_in_a_channel_is_not_for_us(client, name):
    channel = {"id": -1001, "type": "channel", "title": "News"}
    item = arrives(client, a_bot(), **{name: a_said(chat=channel)})

    assert (item.outcome, item.reason) == ("ignored", "not_private")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [("member", "kicked", "unreachable"), ("kicked", "member", "reachable"), ("member", "member", "service")],
)
def test_who_blocks_the_bot_or_lets_it_in_again_writes_nothing(client, before, after, reason):
    change = a_message(old_chat_member={"status": before}, new_chat_member={"status": after})
    item = arrives(client, a_bot(), my_chat_member=change)

    assert (item.outcome, item.reason) == ("ignored", reason)


def test_a_photo_is_fetched_in_its_largest_size(client):
    sizes = [{"file_id": f"p{n}", "width": n, "height": n, "file_size": n} for n in (90, 1280, 320)]

    item = arrives(client, a_bot(), a_message(photo=sizes, caption="Rusak"))

    file = item.message.attachments.get()
    assert (item.message.text, file.state, file.name) == ("Rusak", Attachment.State.WAITING, "photo.jpg")
    assert MediaFetch.objects.get().ref == {"id": "p1280", "size": 1280}


def test_content_of_a_new_kind_is_a_message_with_a_placeholder(client):
    item = arrives(client, a_bot(), a_message(hologram={}))

    assert item.outcome == "message"
    assert item.message.extras == [{"kind": "placeholder", "type": "hologram"}]


def test_an_update_of_a_new_kind_is_passed_over(client):
    item = arrives(client, a_bot(), telepathy={"id": 1})

    assert (item.outcome, item.reason) == ("ignored", "unsupported")


def test_strange_words_are_kept_as_far_as_they_can_be(client):
    raw = json.dumps(an_update(a_said("a\0b\ud800c\u202e" + "x" * 1_000_000))).encode()
    post(client, a_bot(), raw)
    work()

    assert Message.objects.get().text.startswith("ab?c")


def test_an_answer_quotes_what_it_answers(client):
    connection = a_bot()
    said = a_said("Satu dan dua")
    first = arrives(client, connection, said).message

    second = arrives(client, connection, a_said("Ya", reply_to_message=said, quote={"text": "dua"})).message

    assert (second.replies_to, second.quoted) == (first, "dua")


def test_a_pressed_button_says_what_stood_on_it_and_telegram_hears_that_it_was_seen(client, bot):
    buttons = {"inline_keyboard": [[{"text": "Ya, kirim", "callback_data": "a1"}]]}
    query = {"id": "4382", "from": a_said()["from"], "message": a_said(reply_markup=buttons), "data": "a1"}

    item = arrives(client, a_bot(), callback_query=query)

    assert item.message.text == "Ya, kirim"
    assert bot.calls_of("answerCallbackQuery") == [{"callback_query_id": "4382"}]


def test_forwarded_words_are_marked_as_somebody_elses(client):
    origin = {"type": "hidden_user", "sender_user_name": "Tono", "date": 1795400000}

    item = arrives(client, a_bot(), a_said(forward_origin=origin))

    assert item.message.extras == [{"kind": "forwarded", "name": "Tono"}]
