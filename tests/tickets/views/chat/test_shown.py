"""What a conversation by chat shows beside words."""

import pytest
from django.utils import timezone

from events import actors
from tests.builders import a_reply, a_ticket
from tests.tickets.chats import EXTRAS, a_chat, writes
from tickets.actions.edit_message import edit_message
from tickets.actions.note_outside_reply import note_outside_reply
from tickets.actions.react_to_message import react_to_message
from tickets.actions.take_back_message import take_back_message
from tickets.incoming import ReceivedMessage
from tickets.models import Delivery, DeliveryPart, Message, Ticket

pytestmark = pytest.mark.django_db


SAID = {
    "voice": "Voice message · 1:12",
    "audio": "Audio · Sheila – Lagu · 3:20",
    "video": "Video · 0:09",
    "video_note": "Video message · 0:05",
    "sticker": "Sticker 😀",
    "sticker of LINE": "Sticker Terima kasih",
    "location": "Jl. Sudirman 1",
    "contact": "+55 11 1111",
    "choice": "Chosen from what was offered",
    "tapped": "Tapped a button",
    "poll": "Poll",
    "checklist": "Checklist",
    "story": "Mentioned us in their story",
    "story of Telegram": "A story, which only the app shows",
    "forwarded": "Forwarded, from Toko Sebelah",
    "placeholder": "A poll, which this channel does not hand over.",
    "too_large": "the provider itself could not hand over",
    "external_file": "A file that lies elsewhere",
    "standby": "Another system answers here for now",
    "group": "Written in a group",
    "order": "2 × KURSI-1 at 30 USD",
    "referral": "Promo meja",
    "appointment": "confirmed",
    "share": "Meja jati",
    "edited": "Changed before it came here",
    "handed_over": "Another application handed this conversation to us",
    "opt_out": "They want no more messages here",
    "opt_in": "They want messages here again",
    "help": "They asked for help with messages",
    "offer": "Besok pagi",
    "something new": "Something came that cannot be shown here yet.",
}


@pytest.mark.parametrize("what", EXTRAS)
def test_what_came_beside_words_is_shown(what, chat, timeline):
    writes(chat, extras=[EXTRAS[what]])

    assert SAID[what] in timeline()


@pytest.mark.parametrize("kind", [None, [], {}, *(one["kind"] for one in EXTRAS.values())])
def test_an_extra_that_lacks_everything_breaks_nothing(kind, chat, timeline):
    empty = {
        "kind": kind,
        "items": 7,
        "seconds": "x",
        "latitude": "y",
        "until": "never",
        "phones": {"a": 1},
        "choices": 1,
    }
    message = writes(chat)
    Message.objects.filter(pk=message.pk).update(extras=[empty, "no extra at all"])

    assert "Halo, paket saya?" in timeline()


def test_a_link_of_a_stranger_leads_to_the_web_or_nowhere(chat, timeline):
    writes(chat, extras=[{"kind": "share", "type": "share", "title": "Klik", "url": "javascript:alert(1)"}])

    assert "Klik" in timeline()
    assert "javascript:" not in timeline()


def test_a_story_that_is_over_is_linked_no_more(chat, timeline):
    story = {**EXTRAS["story"], "until": "2020-01-01T00:00:00+00:00"}
    writes(chat, extras=[story])

    assert "The story is over." in timeline()
    assert "https://cdn.test/1" not in timeline()


def test_an_answer_stands_under_what_it_answers(chat, timeline):
    first = chat.messages.get()
    writes(chat, "Ya, itu", replies_to=first)

    assert f'<a class="quote" href="#m-{first.pk}">' in timeline()


def test_a_quote_of_what_was_deleted_since_says_no_words_of_it(chat, timeline):
    secret = writes(chat, "rahasia sekali")
    writes(chat, "Ya, itu", replies_to=secret)
    assert "rahasia sekali" in timeline()

    take_back_message(secret, by=actors.customer(chat.customer))

    assert "rahasia sekali" not in timeline()
    assert "A message that was deleted" in timeline()
    assert "The customer deleted this message." in timeline()


def test_reactions_and_former_words_show_at_the_next_look(chat, timeline):
    message = writes(chat, "Dua kursi")
    assert "👍" not in timeline()

    react_to_message(message, emoji="👍", by=actors.customer(chat.customer))
    edit_message(message, text="Tiga kursi", by=actors.customer(chat.customer))

    shown = timeline()
    assert "👍" in shown
    assert "Tiga kursi" in shown
    assert "Changed, 1 earlier version" in shown
    assert "Dua kursi" in shown


def test_an_answer_from_elsewhere_says_that_it_was(chat, timeline):
    written = ReceivedMessage(
        channel=chat.channel,
        customer=chat.customer,
        received_at=timezone.now(),
        text="Sudah kami kirim",
        from_name="WhatsApp Business",
    )
    note_outside_reply(chat, written, by=actors.SYSTEM)

    shown = timeline()
    assert "Written outside Alur" in shown
    assert "WhatsApp Business" in shown


def test_how_far_each_part_of_an_answer_got(chat, timeline, agent):
    message = a_reply(chat, agent=agent, text="Satu")
    Delivery.objects.update(status="sent", state="done", lease_until=None)
    for number, status in enumerate(["read", "sent"]):
        DeliveryPart.objects.create(
            delivery=message.delivery, channel=message.channel, number=number, status=status
        )
    assert "2 messages" in timeline()
    assert "Delivered" not in timeline()

    DeliveryPart.objects.filter(number=1).update(status="delivered")

    assert "Delivered" in timeline()


def test_each_message_names_the_channel_it_came_by(timeline, chat):
    assert f'title="{chat.channel.name}"' in timeline()


def test_a_chat_of_many_answers_costs_one_query_more_than_a_letter(
    client, team, agent, django_assert_max_num_queries
):
    ticket = a_chat()
    Ticket.objects.filter(pk=ticket.pk).update(team=team, assignee=agent, unassigned_reason="")
    first = ticket.messages.get()
    for n in range(10):
        message = a_reply(ticket, agent=agent, text=f"Jawaban {n}")
        DeliveryPart.objects.create(delivery=message.delivery, channel=message.channel, number=0)
        writes(ticket, f"Tanya {n}", replies_to=first, extras=[EXTRAS["voice"]])
    client.get(f"/tickets/{ticket.pk}/")

    with django_assert_max_num_queries(13):
        client.get(f"/tickets/{ticket.pk}/")


def test_a_mail_looks_as_it_did(client, team):
    ticket = a_ticket(team=team)

    assert 'class="mail"' in client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()
    assert Message.objects.get().extras == []
