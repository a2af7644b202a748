"""What somebody says in several messages stands under their name once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import a_note, a_reply, a_ticket
from tests.tickets.chats import writes
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def shown(page):
    """Each message, and whether it goes on under the name above."""
    found = re.findall(r'<article class="(msg[^"]*)".*?</article>', page, re.DOTALL)
    return ["goes on" if "msg-on" in classes.split() else "anew" for classes in found]


def test_what_a_customer_writes_in_a_row_stands_under_one_name(chat, timeline):
    writes(chat, text="And one more thing", provider_id="wamid.1")
    writes(chat, text="It is for Saturday", provider_id="wamid.2")

    assert shown(timeline()) == ["anew", "goes on", "goes on"]
    assert timeline().count("data-answers") == 2  # each can still be answered by itself


def test_after_a_while_the_time_is_told_again(chat, timeline):
    writes(chat, text="Anybody?", received_at=timezone.now() + timedelta(minutes=6))

    assert shown(timeline()) == ["anew", "anew"]


def test_what_others_say_between_parts_them(chat, timeline, agent):
    a_note(chat, agent=agent, text="I know them")
    writes(chat, text="Hello?")
    a_reply(chat, agent=agent, text="Hello.")
    writes(chat, text="Good")

    assert shown(timeline()).count("goes on") == 0


def test_each_letter_stands_for_itself(client, agent, team):
    ticket = a_ticket(team=team)
    writes(Ticket.objects.get(pk=ticket.pk), text="One more thing")

    page = client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()

    assert shown(page) == ["anew", "anew"]
