"""R13 for chats: while there is no room for what a provider says it is not thanked, and tells us again."""

from __future__ import annotations

import pytest

from channels_in import raw_store
from channels_in.models import Receipt
from tests.channels_in.broken_storage import NO_ROOM, a_full_disk, refusing
from tests.channels_in.every_provider import MAKERS, posted, said
from tests.channels_in.mails import work
from tickets.models import Message

pytestmark = pytest.mark.django_db
LONG = "Halo " * 30_000  # its bytes lie in a file, not in the row


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.mark.parametrize("kind", MAKERS)
def test_a_hook_that_cannot_be_kept_is_not_thanked_for_and_is_taken_later(kind):
    connection = MAKERS[kind]()
    letter, short = said(connection, LONG), said(connection, "Pendek")

    with a_full_disk():
        refused = [posted(connection, letter) for _ in range(2)]
        assert posted(connection, short) == 200  # the database has room
    assert refused == [503, 503]
    assert Receipt.objects.count() == 1
    assert [one for one in raw_store.folder().rglob("*") if one.is_file()] == []

    assert posted(connection, letter) == 200
    assert raw_store.read(Receipt.objects.exclude(raw_file="").get()) == letter.body
    work()
    assert sorted(len(text) for text in Message.objects.values_list("text", flat=True))[0] == len("Pendek")
    assert Message.objects.count() == 2


@pytest.mark.parametrize("kind", MAKERS)
def test_nor_while_the_database_has_no_room(kind):
    connection = MAKERS[kind]()
    letter = said(connection, "Halo")

    with refusing("channels_in_receipt", NO_ROOM):
        assert posted(connection, letter) == 503
    assert not Receipt.objects.exists()

    assert posted(connection, letter) == 200
    work()
    assert Message.objects.get().text == "Halo"
