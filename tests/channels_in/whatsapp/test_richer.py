"""Templates, choices and reactions as WhatsApp takes them."""

import pytest

from channels_in import delivery
from channels_in.models import ReceiptItem
from channels_in.whatsapp.fake import error
from events import actors
from tests.builders import a_reply, an_agent
from tests.channels_in.answers import answered
from tests.channels_in.mails import work
from tests.channels_in.whatsapp.hooks import BUDI, a_said, a_text, arrives, body, post
from tests.passing import make_due
from tests.tickets.chats import a_template, shuts
from tickets.actions.send_reaction import send_reaction
from tickets.manner import Manner
from tickets.models import Delivery, DeliveryPart

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(client, connection):
    return arrives(client, connection, a_text()).message


@pytest.fixture
def sends(theirs, graph):
    def send(text="Baik", **manner):
        return answered(theirs.ticket, text, manner=Manner(**manner))

    return send


def test_a_template_goes_with_its_values_in_their_order_outside_of_the_window(
    sends, theirs, connection, graph
):
    template = a_template(connection.channel, language="en_US")
    shuts(theirs.ticket)

    sent = sends(template=template.pk, values={"body-1": "Budi", "body-2": "NL-1"})

    assert sent.status == "sent"
    assert graph.taken[0]["template"] == {
        "name": "pesanan_siap",
        "language": {"code": "en_US"},
        "components": [
            {
                "type": "body",
                "parameters": [{"type": "text", "text": "Budi"}, {"type": "text", "text": "NL-1"}],
            }
        ],
    }


def test_variables_with_names_go_by_them_and_those_of_buttons_by_their_place(sends, connection, graph):
    parts = {
        "body": {"text": "Halo {{nama}}", "variables": [{"name": "nama", "example": "Budi"}]},
        "buttons": [
            {"kind": "quick_reply", "text": "Ya"},
            {
                "kind": "url",
                "text": "Lacak",
                "url": "https://x.test/{{1}}",
                "variables": [{"name": "1", "example": ""}],
            },
        ],
    }
    template = a_template(connection.channel, is_named=True, components=parts)

    sends(template=template.pk, values={"body-nama": "Budi", "button1-1": "NL-1"})

    assert graph.taken[0]["template"]["components"] == [
        {"type": "body", "parameters": [{"type": "text", "parameter_name": "nama", "text": "Budi"}]},
        {"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "NL-1"}]},
    ]


def test_three_choices_are_buttons_and_four_a_list(sends, graph):
    sends("Kapan?", choices=["Pagi", "Siang", "Sore"])
    sends("Warna?", choices=["Biru", "Hijau", "Merah", "Putih"])

    buttons, rows = (one["interactive"] for one in graph.taken)
    assert [one["reply"]["title"] for one in buttons["action"]["buttons"]] == ["Pagi", "Siang", "Sore"]
    assert [one["title"] for one in rows["action"]["sections"][0]["rows"]] == [
        "Biru",
        "Hijau",
        "Merah",
        "Putih",
    ]
    assert (buttons["type"], rows["type"]) == ("button", "list")


def test_a_choice_that_is_tapped_answers_what_offered_it(client, sends, connection, graph):
    sent = sends("Kapan?", choices=["Pagi", "Sore"])
    tapped = {"type": "button_reply", "button_reply": {"id": "choice-1", "title": "Pagi"}}

    answer = arrives(
        client,
        connection,
        a_said("interactive", tapped, context={"id": graph.taken[0]["wamid"], "from": BUDI}),
    ).message

    assert (answer.text, answer.replies_to) == ("Pagi", sent.message)


def test_a_reaction_names_the_message_and_nothing_else(connection, theirs, graph):
    agent = an_agent()
    send_reaction(theirs, emoji="👍", by=actors.agent(agent), agent=agent)
    delivery.deliver_due(connection.channel_id)

    assert graph.taken[0]["reaction"] == {"message_id": theirs.provider_id, "emoji": "👍"}
    assert "context" not in graph.taken[0]


def test_what_was_written_in_time_and_leaves_too_late_does_not_leave(connection, theirs, graph):
    message = a_reply(theirs.ticket, text="Baik")
    shuts(theirs.ticket)

    delivery.deliver_due(connection.channel_id)

    sent = Delivery.objects.get(message=message)
    assert (sent.status, sent.reason, graph.asked) == ("failed", "window_closed", [])


def test_a_status_that_repeats_our_key_settles_a_doubt(client, sends, connection, graph):
    sent = sends()
    key = graph.taken[0]["biz_opaque_callback_data"]
    DeliveryPart.objects.update(provider_id="", status="unknown")
    Delivery.objects.update(status="unknown", reason="interrupted", provider_id="")

    status = {
        "id": "wamid.NEVER.HEARD",
        "status": "delivered",
        "timestamp": "1795500001",
        "biz_opaque_callback_data": key,
    }
    post(client, connection, body(connection, statuses=[status]))
    work()

    sent.refresh_from_db()
    assert (sent.status, sent.reason) == ("delivered", "")
    assert DeliveryPart.objects.get().provider_id == "wamid.NEVER.HEARD"


def test_bad_news_of_the_first_try_says_nothing_of_the_second(client, sends, connection, graph):
    graph.moods.then(error(131000, "Something went wrong", status=500))
    sent = sends()
    make_due(Delivery)
    delivery.deliver_due(connection.channel_id)
    key, _, nth = graph.taken[0]["biz_opaque_callback_data"].rpartition("-")
    assert nth == "1"
    status = {
        "id": "wamid.OF.ANOTHER.TRY",
        "status": "failed",
        "timestamp": "1795500001",
        "errors": [{"code": 131026}],
        "biz_opaque_callback_data": f"{key}-0",
    }

    post(client, connection, body(connection, statuses=[status]))
    work()

    sent.refresh_from_db()
    assert sent.status == "sent"
    assert ReceiptItem.objects.latest("pk").reason == "other_try"


def test_failed_and_then_delivered_is_delivered_and_waits_for_the_customer_again(
    client, sends, connection, graph
):
    sent = sends()

    def says(status, **more):
        told = {"id": graph.taken[0]["wamid"], "status": status, "timestamp": "1795500001", **more}
        post(client, connection, body(connection, statuses=[told]))
        work()
        sent.refresh_from_db()
        sent.message.ticket.refresh_from_db()
        return sent.status, sent.message.ticket.status

    assert says("failed", errors=[{"code": 131026, "title": "Undeliverable"}]) == ("failed", "open")
    assert says("delivered") == ("delivered", "pending")
    assert sent.reason == ""
