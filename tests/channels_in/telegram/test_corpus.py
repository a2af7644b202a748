"""Every update under corpora/webhooks that Telegram sent to others: posted three times, one item each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from channels_in.models import ReceiptItem
from tests.channels_in.mail.corpus import corpora
from tests.channels_in.mails import work
from tests.channels_in.telegram.hooks import a_bot, post
from tickets.models import Message

# File → outcome, reason, its update's number, text (of messages)
MESSAGES = {
    "message": ("Ciao", 1),
    "command_with_parameters": ("/register HR John Doe", 3),
    "command_tag_valid": ("/test@foo_bot", 144064961),
    "audio": ("", 123456789),
    "video": ("", 123456789),
    "video_note": ("", 123456789),
    "voice": ("", 123456789),
    "sticker": ("", 123456789),
    "location": ("", 123456789),
    "venue": ("", 123456789),
    "checklist": ("Daily Tasks\n• Apples\n• Bananas\n• Oranges", 123456789),
    "story": ("", 123456789),
    "giveaway": ("", 1),
    "callback_query": ("thedata", 2),
    "callback_query_inaccessible_message": ("thedata", 2),
    "private/video": ("", 6),
    "private/voice": ("", 7),
}
WITH_FILES = {"audio", "video", "video_note", "voice", "sticker", "private/video", "private/voice"}
IGNORED = {
    "command_message": ("started", 3),
    "checklist_tasks_done": ("service", 123456789),
    "connected_website": ("service", 123456789),
    "delete_chat_photo": ("service", 123456789),
    "message_auto_delete_timer_changed": ("service", 123456789),
    "supergroup_chat_created": ("service", 123456789),
    "video_chat_started": ("service", 123456789),
    "video_chat_ended": ("service", 123456789),
    "community_chat_added": ("service", 144011148),
    "managed_bot_created": ("service", 144011148),
    "poll_option_added": ("service", 144011148),
    "poll_option_deleted": ("service", 144011148),
    "direct_message_price_changed": ("service", 144011148),
    "forum_topic_closed": ("service", 144011148),
    "forum_topic_edited": ("service", 144011148),
    "forum_topic_reopened": ("service", 144011148),
    "message_boost_added": ("service", 144011148),
    "giveaway_created": ("service", 1),
    "users_shared": ("service", 963407566),
    "inline_query": ("unsupported", 123456789),
    "message_reaction_count": ("unsupported", 1234567),
    "my_chat_member": ("service", 123456789),
    "removed_chat_boost": ("unsupported", 1),
    "deleted_business_messages": ("unsupported", 1),
    "managed_bot": ("unsupported", 144011148),
    "channel/document": ("not_private", 954691816),
    "channel/sticker": ("not_private", 954691817),
    "channel/voice": ("not_private", 954691818),
    "channel/end": ("not_private", 10002),
}
ANSWER = "fixtures/update-with-write-access-allowed-for-webapp"  # of getUpdates: no webhook


def updates() -> dict[str, Path]:
    found = {}
    for folder in ("telegram-java", "telegram-nutgram", "telegram-zammad"):
        top = (corpora() or Path()) / "webhooks" / folder
        found |= {path.relative_to(top).as_posix()[:-5]: path for path in sorted(top.rglob("*.json"))}
    return found


pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not corpora(), reason="ALUR_CORPORA is not set")]


def thrice(client, raw: bytes) -> ReceiptItem:
    connection = a_bot()
    for _ in range(3):
        assert post(client, connection, raw).status_code == 200
    work()
    item = ReceiptItem.objects.get()
    assert item.repeats == 2
    return item


def test_the_table_names_every_file_and_no_other():
    assert {*MESSAGES, *IGNORED, ANSWER} == set(updates())


@pytest.mark.parametrize("name", MESSAGES)
def test_what_somebody_said_is_one_message(client, bot, name):
    text, number = MESSAGES[name]

    item = thrice(client, updates()[name].read_bytes())

    assert (item.outcome, item.external_id) == ("message", f"update:{number}")
    assert Message.objects.get().text == text
    assert item.message.attachments.count() == (name in WITH_FILES)
    assert text or item.message.extras


@pytest.mark.parametrize("name", IGNORED)
def test_what_nobody_said_is_passed_over(client, name):
    reason, number = IGNORED[name]

    item = thrice(client, updates()[name].read_bytes())

    assert (item.outcome, item.reason, item.external_id) == ("ignored", reason, f"update:{number}")
    assert not Message.objects.exists()


def test_an_answer_to_polling_is_no_update_but_holds_one(client):
    raw = updates()[ANSWER].read_bytes()
    assert thrice(client, raw).outcome == "dead"
    ReceiptItem.objects.all().delete()

    item = thrice(client, json.dumps(json.loads(raw)["result"][0]).encode())

    assert (item.reason, item.external_id) == ("service", "update:329421221")


def test_deleted_messages_of_a_business_delete_none_of_ours(client):
    connection, files = a_bot(), updates()
    for name, number in (("message", 1), ("deleted_business_messages", 2)):
        update = {**json.loads(files[name].read_bytes()), "update_id": number}
        post(client, connection, update)
    work()

    assert Message.objects.get().text == "Ciao"
