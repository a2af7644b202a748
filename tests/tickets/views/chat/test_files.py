"""What came and went with a chat: pictures, sounds, films, and files that are not there."""

import pytest

from tests.builders import an_auditor
from tests.tickets.chats import MP4, OGG, PNG, a_file, a_lost_file, writes
from tickets.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "content", "element"),
    [
        ("suara.ogg", OGG, "<audio controls"),
        ("film.mp4", MP4, "<video controls"),
        ("foto.png", PNG, "<img src"),
    ],
)
def test_pictures_are_shown_and_sounds_and_films_played(name, content, element, chat, timeline):
    writes(chat, attachments=[a_file(name, content)])

    assert element in timeline()


def test_a_player_may_ask_for_a_piece(client, chat):
    writes(chat, attachments=[a_file("suara.ogg", OGG)])
    url = f"/attachments/{Attachment.objects.get().key}/"

    whole = client.get(url)
    assert (whole.status_code, whole.headers["Content-Type"]) == (200, "audio/ogg")
    assert "sandbox" in whole.headers["Content-Security-Policy"]

    piece = client.get(url, headers={"Range": "bytes=4-7"})
    assert (piece.status_code, b"".join(piece.streaming_content)) == (206, OGG[4:8])
    assert piece.headers["Content-Range"] == f"bytes 4-7/{len(OGG)}"
    assert piece.headers["Content-Type"] == "audio/ogg"

    end = client.get(url, headers={"Range": "bytes=-2"})
    assert b"".join(end.streaming_content) == OGG[-2:]
    assert client.get(url, headers={"Range": "bytes=9999-"}).status_code == 416
    assert client.get(url, headers={"Range": "bytes=0-1,4-5"}).status_code == 200


def test_a_file_that_is_still_at_the_provider_has_no_address(client, chat, timeline):
    file = a_lost_file(writes(chat))
    Attachment.objects.update(state=Attachment.State.WAITING)

    assert "Being fetched from the provider" in timeline()
    assert client.get(f"/attachments/{file.key}/").status_code == 404


def test_a_file_that_was_lost_says_why_and_can_be_asked_for_again(chat, timeline):
    file = a_lost_file(writes(chat), "expired")

    assert "The provider no longer has this file." in timeline()
    assert f"/attachments/{file.key}/fetch/" in timeline()


def test_what_no_further_try_can_get_offers_none(chat, timeline):
    a_lost_file(writes(chat), "too_large")

    assert "larger than the provider hands out" in timeline()
    assert "/fetch/" not in timeline()


def test_who_only_reads_is_offered_no_try(chat, sign_in):
    a_lost_file(writes(chat), "expired")

    shown = sign_in(an_auditor(language="en")).get(f"/tickets/{chat.pk}/timeline/").content.decode()

    assert "The provider no longer has this file." in shown
    assert "/fetch/" not in shown
