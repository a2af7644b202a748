"""What customers do on WhatsApp becomes what agents see."""

import pytest

from channels_in.models import MediaFetch, ReceiptItem
from people.models import Customer
from tests.channels_in.mails import work
from tests.channels_in.whatsapp.hooks import BSUID, BUDI, a_number, a_said, a_text, arrives, body, post
from tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.django_db


def test_a_text_is_a_message_of_a_customer_with_their_number(client):
    item = arrives(client, a_number(), a_text("Halo"))

    message = item.message
    assert (item.outcome, message.text, message.provider_id) == ("message", "Halo", item.external_id)
    assert str(message.customer) == "Budi Santoso"
    assert list(message.customer.identities.values_list("kind", "address")) == [("phone", f"+{BUDI}")]


def test_the_same_message_three_times_is_one(client):
    connection, said = a_number(), a_text()
    for _ in range(3):
        post(client, connection, body(connection, said))
    work()

    assert Message.objects.count() == 1
    assert ReceiptItem.objects.get().repeats == 2


def test_a_file_stands_beside_the_words_before_it_has_been_fetched(client):
    image = {"id": "media-1", "mime_type": "image/jpeg", "caption": "Rusak", "sha256": "x"}

    item = arrives(client, a_number(), a_said("image", image))

    file = item.message.attachments.get()
    assert (item.message.text, file.state) == ("Rusak", Attachment.State.WAITING)
    assert MediaFetch.objects.get().ref == {"id": "media-1"}


@pytest.mark.parametrize("kind", ["hologram", "unsupported", "sticker"])
def test_what_nobody_can_name_is_a_message_with_a_placeholder(client, kind):
    item = arrives(client, a_number(), a_said(kind, {"type": "poll_creation"}))

    assert item.outcome == "message"
    assert item.message.extras[0]["kind"] == "placeholder"


def test_reactions_come_change_and_go(client):
    connection = a_number()
    message = arrives(client, connection, a_text()).message

    def reacts(**emoji):
        arrives(client, connection, a_said("reaction", {"message_id": message.provider_id, **emoji}))
        message.refresh_from_db()
        return [one["emoji"] for one in message.reactions]

    assert reacts(emoji="👍") == ["👍"]
    assert reacts(emoji="❤") == ["❤"]
    assert reacts() == []
    assert Ticket.objects.count() == 1


def test_an_edit_keeps_the_former_words_and_a_deletion_shows_none(client):
    connection = a_number()
    message = arrives(client, connection, a_text("Dua kursi")).message
    new = {"original_message_id": message.provider_id, "message": a_said("text", {"body": "Tiga kursi"})}

    arrives(client, connection, a_said("edit", new))
    message.refresh_from_db()
    assert (message.text, message.former[0]["text"]) == ("Tiga kursi", "Dua kursi")

    arrives(client, connection, a_said("revoke", {"original_message_id": message.provider_id}))
    message.refresh_from_db()
    assert (message.text, message.former, bool(message.taken_back_at)) == ("", [], True)


def test_somebody_without_a_number_is_known_by_their_id_and_stays_the_same_with_one(client):
    connection = a_number()
    by_id = a_text("Halo", from_user_id=BSUID) | {"from": ""}
    contacts = [{"profile": {"name": "Budi", "username": "@budi"}, "user_id": BSUID}]

    first = arrives(client, connection, by_id, contacts=contacts).message
    second = arrives(client, connection, a_text("Lagi", from_user_id=BSUID)).message
    third = arrives(client, connection, a_text("Dan lagi")).message

    assert str(first.customer) == "Budi @budi"
    assert {first.customer_id, second.customer_id, third.customer_id} == {first.customer_id}
    assert first.ticket_id == third.ticket_id
    assert Customer.objects.count() == 1


def test_an_answer_quotes_what_it_answers(client):
    connection = a_number()
    first = arrives(client, connection, a_text("Satu")).message

    second = arrives(client, connection, a_text("Dua", context={"id": first.provider_id})).message

    assert second.replies_to == first


def test_each_message_goes_to_the_channel_of_its_number_and_only_within_its_app(client):
    ours, sister, stranger = a_number(), a_number(), a_number(secret="of another app")
    data = body(ours, a_text("ours"))
    for other in (sister, stranger):
        data["entry"] += body(other, a_text("theirs"))["entry"]
    data["entry"][0]["changes"][0]["value"]["messages"].append({"type": "text"})

    post(client, ours, data)
    work()

    outcomes = ReceiptItem.objects.order_by("pk").values_list("channel", "outcome", "reason")
    assert set(outcomes) == {
        (ours.channel_id, "message", ""),
        (sister.channel_id, "message", ""),
        (ours.channel_id, "dead", "unknown_number"),
        (ours.channel_id, "dead", "invalid"),
    }


def test_what_was_written_in_the_app_answers_the_ticket_and_opens_none(client):
    connection = a_number()
    echo = a_text("Sudah dikirim") | {"from": "15550001111", "to": BUDI}
    without = arrives(client, connection, message_echoes=[echo])
    ticket = arrives(client, connection, a_text()).message.ticket
    arrives(client, connection, message_echoes=[{**echo, "id": "wamid.echo"}])

    ticket.refresh_from_db()
    answer = ticket.messages.get(direction="outbound")
    assert (without.outcome, without.reason) == ("ignored", "echo_without_ticket")
    assert (answer.text, answer.author_kind, answer.agent) == ("Sudah dikirim", "agent", None)
    assert (ticket.status, ticket.waiting_since) == ("pending", None)
