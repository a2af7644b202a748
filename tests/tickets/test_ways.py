"""By which channels a customer can be answered now; what cannot go is refused with the best way left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.identity import identify
from tests.builders import a_channel, a_customer, receives
from tests.tickets.chats import a_chat, shuts, through, writes
from tickets.models import Delivery, Message
from tickets.refusals import Refused
from tickets.ways import all_ways_to, other_way, ways_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["whatsapp", "messenger", "instagram"])
def test_a_second_before_the_window_shuts_words_go_and_a_second_after_not(kind):
    ticket = a_chat(kind)
    shuts(ticket, hours=24 - 5 / 3600)
    assert through(ticket).channel == ticket.channel

    shuts(ticket, hours=24 + 1 / 3600)
    with pytest.raises(Refused) as refused:
        through(ticket)

    assert refused.value.code == "window_closed"
    assert Message.objects.filter(direction="outbound").count() == 1


def test_a_refusal_names_the_best_way_that_is_left(chat):
    mail = a_channel(name="Surat kami")
    identify(kind="mail", address="budi@example.test", also=[("phone", "+6281234567890")])
    shuts(chat)

    with pytest.raises(Refused) as refused:
        through(chat)

    assert refused.value.params["way"].channel == mail
    assert "Surat kami" in refused.value.words


def test_a_chosen_way_is_where_it_goes_and_the_next_one_goes_as_usual(chat):
    mail = a_channel()
    identify(kind="mail", address="budi@example.test", also=[("phone", "+6281234567890")])

    message = through(chat, channel_id=mail.pk)

    assert (message.channel, message.delivery.channel) == (mail, mail)
    assert message.recipients == {"to": [["Budi Santoso", "budi@example.test"]]}
    assert through(chat).channel == chat.channel


def test_a_way_to_somebody_else_does_not_exist(chat):
    stranger = a_channel()
    a_customer("rina@example.test")

    with pytest.raises(Refused, match="no_such_way"):
        through(chat, channel_id=stranger.pk)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("kind", ["messenger", "instagram", "telegram", "line"])
def test_who_never_wrote_to_a_page_has_no_address_there(kind, chat):
    identify(kind=kind, address="4711", also=[("phone", "+6281234567890")])
    other = a_channel(kind=kind)

    assert other not in [way.channel for way in all_ways_to(chat)]
    with pytest.raises(Refused, match="no_such_way"):
        through(chat, channel_id=other.pk)


def test_all_of_the_ways_say_why_they_are_none(chat):
    a_channel()
    a_channel(kind="form")
    a_channel(kind="sms", is_active=False)
    shuts(chat)

    assert {way.channel.pk: way.shut for way in all_ways_to(chat)} == {chat.channel_id: "window_closed"}
    assert ways_to(chat) == []
    assert other_way(chat, chat.channel) is None


def test_the_same_number_is_reached_by_text_message_where_whatsapp_is_shut(chat):
    sms = a_channel(kind="sms")
    shuts(chat)

    assert [way.channel for way in ways_to(chat)] == [sms]


def test_who_wants_no_text_messages_is_offered_none(chat):
    sms = a_channel(kind="sms")
    receives(
        channel=sms,
        customer=chat.customer,
        text="STOP",
        from_address="+6281234567890",
        extras=[{"kind": "opt_out"}],
    )

    assert sms not in [way.channel for way in ways_to(chat)]


def test_a_person_may_answer_late_where_that_is_granted(settings):
    from channels_in.models import Connection

    ticket = a_chat("messenger")
    Connection.objects.create(channel=ticket.channel, options={"human_agent": True})
    shuts(ticket, hours=7 * 24 - 1)
    assert through(ticket).channel == ticket.channel

    shuts(ticket, hours=7 * 24 + 1)
    with pytest.raises(Refused, match="window_closed"):
        through(ticket)


def test_old_words_that_come_late_do_not_lengthen_the_window(chat):
    shuts(chat)
    writes(chat, "Lama", sent_at=timezone.now() - timedelta(hours=26))

    with pytest.raises(Refused, match="window_closed"):
        through(chat)
