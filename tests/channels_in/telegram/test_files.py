"""Files of customers on Telegram are fetched whatever happens, and the token for it is seen nowhere."""

import pytest

from channels_in import delivery
from channels_in.chat import fetch
from channels_in.fakes.server import Told, as_json
from channels_in.telegram.fake import error
from tests.builders import a_reply
from tests.channels_in.telegram.hooks import TOKEN, a_message, arrives
from tickets.models import Attachment, Delivery

pytestmark = pytest.mark.django_db(transaction=True)


def _fetched(item, connection, times=1):
    for _ in range(times):
        row = item.message.attachments.get().fetch
        type(row).objects.filter(pk=row.pk).update(due_at="2026-01-01T00:00Z", lease_until=None)
        fetch.fetch_due(connection.channel_id)
    return item.message.attachments.get()


def test_a_file_is_fetched_in_spite_of_trouble_each_time_by_a_new_path(client, connection, bot):
    bot.files["f1"] = b"%PDF-1.4 invoice"
    document = {"file_id": "f1", "file_name": "tagihan.pdf", "file_size": 16}
    item = arrives(client, connection, a_message(document=document))
    bot.file_moods.then(Told(status=404), Told(status=503), Told(status=503))

    file = _fetched(item, connection, times=4)

    assert (file.state, file.size, file.content_type) == (Attachment.State.HERE, 16, "application/pdf")
    assert len(bot.calls_of("getFile")) == 4


def test_a_file_that_is_too_large_for_a_bot_is_not_even_asked_for(client, connection, bot):
    item = arrives(client, connection, a_message(video={"file_id": "v", "file_size": 25_000_000}))

    file = _fetched(item, connection)

    assert (file.state, file.reason) == (Attachment.State.LOST, "too_large")
    assert bot.calls_of("getFile") == []


def test_a_file_whose_size_telegram_did_not_tell_is_told_to_be_too_large(client, connection, bot):
    item = arrives(client, connection, a_message(video={"file_id": "v"}))
    bot.moods.then(error(400, "Bad Request: file is too big"))

    assert _fetched(item, connection).reason == "too_large"


@pytest.mark.parametrize("path", ["../secret", "https://evil.example/x", "/etc/passwd", "a/../b", ""])
def test_a_path_that_leads_elsewhere_is_not_followed(client, connection, bot, path):
    item = arrives(client, connection, a_message(document={"file_id": "f"}))
    bot.moods.then(as_json({"ok": True, "result": {"file_path": path}}))

    file = _fetched(item, connection)

    assert (file.state, bot.wanted) == (Attachment.State.WAITING, [])
    assert TOKEN not in file.fetch.last_error


def test_the_token_stands_in_no_log(client, connection, bot, caplog):
    caplog.set_level("DEBUG")
    item = arrives(client, connection, a_message(document={"file_id": "gone"}))
    bot.moods.then(error(401, f"Unauthorized {TOKEN}"))

    a_reply(item.message.ticket)
    delivery.deliver_due(connection.channel_id)
    _fetched(item, connection, times=2)

    assert TOKEN not in caplog.text
    assert TOKEN not in Delivery.objects.get().detail
    assert TOKEN not in item.message.attachments.get().fetch.last_error
