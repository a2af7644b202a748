import pytest

from tests.builders import an_agent
from tests.tickets.views.asking import attach, reply, save
from tests.tickets.views.conftest import FETCH
from tickets.models import Attachment, Draft, Message

pytestmark = pytest.mark.django_db


def test_a_file_goes_along_with_the_reply(client, ticket):
    told = attach(client, ticket).json()

    reply(client, ticket)

    kept = Attachment.objects.get()
    assert told["name"] == kept.name == "faktur.pdf"
    assert told["id"] == kept.key
    assert kept.message == Message.objects.latest("pk")


def test_the_undo_gives_the_files_back(client, ticket):
    told = attach(client, ticket).json()
    undo = reply(client, ticket).json()["undo_url"]

    answer = client.post(undo, headers=FETCH)

    assert answer.json()["files"] == [told]
    assert client.delete(told["remove_url"], headers=FETCH).status_code == 204


def test_after_an_undo_writing_goes_on_in_the_same_window(client, ticket):
    undo = reply(client, ticket).json()["undo_url"]

    version = client.post(undo, headers=FETCH).json()["version"]

    assert save(client, ticket, "Kami kirim yang baru besok", version).status_code == 200


def test_a_file_before_the_first_words_is_no_other_window(client, ticket):
    attach(client, ticket)

    first = save(client, ticket, "Terlampir", 0)
    second = save(client, ticket, "Terlampir kak", first.json()["version"])

    assert (first.status_code, second.status_code) == (200, 200)
    assert save(client, ticket, "dari jendela dua", 0).status_code == 409


def test_a_file_taken_out_again_does_not_go_along(client, ticket):
    told = attach(client, ticket).json()

    assert client.delete(told["remove_url"], headers=FETCH).status_code == 204

    reply(client, ticket)
    assert not Attachment.objects.exists()


def test_nobody_takes_a_file_out_of_a_colleagues_draft(sign_in, client, ticket, team):
    told = attach(client, ticket).json()

    assert sign_in(an_agent(team)).delete(told["remove_url"], headers=FETCH).status_code == 404
    assert Attachment.objects.exists()


def test_a_colleagues_upload_does_not_go_along_with_my_reply(sign_in, client, ticket, team):
    attach(sign_in(an_agent(team)), ticket)

    reply(client, ticket, attachments="1", draft=Draft.objects.get().pk)

    assert Attachment.objects.get().message is None


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"x" * (18 * 1024 * 1024 + 1), "is too large")]
)
def test_a_file_that_cannot_go_is_refused_in_words(client, ticket, content, words):
    answer = attach(client, ticket, content)

    assert answer.status_code == 400
    assert words in answer.json()["error"]


def test_no_file_at_all_is_refused_in_words(client, ticket):
    answer = client.post(f"/tickets/{ticket.pk}/draft/reply/attachments/", headers=FETCH)

    assert answer.json() == {"error": "Choose a file first."}
