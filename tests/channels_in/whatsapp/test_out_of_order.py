"""What comes at once, or before what it is about."""

from functools import partial

import pytest
from django.test import Client

from channels_in.models import ReceiptItem
from people.models import Customer
from tests.channels_in.direct.hooks import in_time
from tests.channels_in.mails import work
from tests.channels_in.whatsapp.hooks import a_number, a_said, a_text, arrives, body, post
from tests.together import at_once
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_first_words_of_somebody_new_are_one_ticket_however_many_come_at_once():
    connection = a_number()
    said = [f"baris {n}" for n in range(20)]

    posts = [partial(post, Client(), connection, body(connection, a_text(words))) for words in said]
    assert {answer.status_code for answer in at_once(posts)} == {200}
    at_once([work, work])
    in_time()

    assert (Customer.objects.count(), Ticket.objects.count()) == (1, 1)
    assert sorted(Message.objects.values_list("text", flat=True)) == sorted(said)


def test_an_edit_that_comes_first_waits_for_its_message(client):
    connection = a_number()
    original = a_text("Dua kursi")
    new = {"original_message_id": original["id"], "message": a_said("text", {"body": "Tiga kursi"})}

    assert arrives(client, connection, a_said("edit", new)).outcome is None
    arrives(client, connection, original)
    in_time()

    message = Message.objects.get()
    assert (message.text, message.former[0]["text"]) == ("Tiga kursi", "Dua kursi")


def test_what_was_deleted_before_it_came_is_never_shown(client):
    connection = a_number()
    original = a_text("Nomor kartu saya 4111")

    arrives(client, connection, a_said("revoke", {"original_message_id": original["id"]}))
    arrives(client, connection, original)
    in_time()

    assert not Message.objects.exists()
    assert ReceiptItem.objects.get(external_id=original["id"]).reason == "taken_back"
