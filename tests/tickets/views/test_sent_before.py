"""The answer to a click was lost, and the agent changes the words before trying again."""

import re
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import a_ticket, an_agent
from tests.tickets.views.conftest import FETCH
from tickets.models import Message, Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(team):
    return a_ticket(team=team)


def say(client, ticket, what, *, script=True, **said):
    seen = ticket.messages.order_by("-pk").values_list("pk", flat=True).first()
    form = {"seen_message_id": seen, **said}
    return client.post(f"/tickets/{ticket.pk}/{what}/", form, headers=FETCH if script else {})


@pytest.mark.parametrize(("what", "model"), [("replies", Message), ("notes", Note)])
def test_other_words_by_the_same_key_are_told_from_what_was_sent(client, ticket, what, model):
    key = uuid4()
    say(client, ticket, what, client_key=key, text="Kami <b>kirim</b>")
    kept = model.objects.count()

    answer = say(client, ticket, what, client_key=key, text="Kami kirim besok", confirm="1")

    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "sent_before")
    assert told["error"] in told["html"]
    assert "Kami &lt;b&gt;kirim&lt;/b&gt;" in told["html"]
    assert 'data-composer-do="send-anyway"' in told["html"]
    assert model.objects.count() == kept

    again = say(client, ticket, what, client_key=uuid4(), text="Kami kirim besok", confirm="1")

    assert again.status_code == 201
    assert model.objects.latest("pk").text == "Kami kirim besok"


def test_a_file_that_was_added_since_is_not_taken_for_sent(client, ticket):
    key = uuid4()
    say(client, ticket, "replies", client_key=key, text="Terlampir")
    file = SimpleUploadedFile("faktur.pdf", b"%PDF-1.4 invoice")
    client.post(f"/tickets/{ticket.pk}/draft/reply/attachments/", {"file": file}, headers=FETCH)

    answer = say(client, ticket, "replies", client_key=key, text="Terlampir")

    assert answer.json()["code"] == "sent_before"


def test_what_was_taken_back_is_not_taken_for_sent(client, ticket):
    key = uuid4()
    undo = say(client, ticket, "replies", client_key=key, text="Kami kirim").json()["undo_url"]
    client.post(undo, headers=FETCH)

    answer = say(client, ticket, "replies", client_key=key, text="Kami kirim")

    assert answer.json()["code"] == "sent_before"


def test_a_colleagues_words_by_the_same_key_are_not_taken_for_mine(sign_in, client, ticket, team):
    key = uuid4()
    say(sign_in(an_agent(team)), ticket, "replies", client_key=key, text="Kami kirim")

    answer = say(client, ticket, "replies", client_key=key, text="Kami kirim")

    assert answer.json()["code"] == "sent_before"


@pytest.mark.parametrize("what", ["replies", "notes"])
def test_without_a_script_the_page_comes_back_with_both_and_a_new_key(client, ticket, what):
    key = uuid4()
    say(client, ticket, what, client_key=key, text="Kami kirim")

    answer = say(client, ticket, what, client_key=key, text="Kami kirim besok", script=False)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kami kirim besok</textarea>" in page
    assert '<div class="quoted">Kami kirim</div>' in page
    assert ('data-composer-do="send-anyway" formaction' in page) == (what == "notes")
    [shown] = re.findall(r'name="client_key" value="([^"]+)"', page)
    assert UUID(shown) != key
