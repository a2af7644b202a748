"""What customers are told while we are closed (F20): once, and only while it is of use."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from channels_in.actions.claim_out_of_hours import forget_out_of_hours
from channels_in.models import OutOfHoursReply
from events import reactions
from helpdesk.lib import markdown
from people.models import Calendar, Holiday
from people.opening import closed_at
from tests.builders import a_customer, a_reply, receives, work_off
from tests.channels_in.mails import a_mailbox
from tests.channels_in.out_of_hours.closed import (
    JAKARTA,
    a_closed_channel,
    closed_now,
    open_now,
    told,
    writes,
)
from tests.together import at_once
from tickets.models import Delivery


@pytest.mark.django_db
def test_who_writes_while_we_are_closed_is_told_when_we_are_back():
    channel = a_closed_channel()

    writes(channel)

    [answer] = told()
    opens = closed_at(channel.calendar_id, timezone.now()).opens_at.astimezone(JAKARTA)
    assert f"{opens.day} {opens:%B %Y} at 09:00 (WIB)" in markdown.to_text(answer.text)
    assert Delivery.objects.get(message=answer).status == "queued"
    answer.ticket.refresh_from_db()
    assert answer.ticket.status == "new" and answer.ticket.waiting_since is not None


@pytest.mark.django_db
def test_only_once_while_we_are_closed_and_again_the_next_time():
    channel, customer = a_closed_channel(), a_customer("6281234567890", kind="whatsapp")
    for _ in range(3):
        writes(channel, customer)
    assert len(told()) == 1

    OutOfHoursReply.objects.update(opens_at=timezone.now() - timedelta(days=3))  # that was another night
    writes(channel, customer)

    assert len(told()) == 2


@pytest.mark.django_db
def test_nobody_is_told_while_we_are_open():
    channel = a_closed_channel(calendar=open_now())

    writes(channel)

    assert not told()


@pytest.mark.django_db
def test_what_came_while_we_were_open_is_not_answered_so():
    channel = a_closed_channel()
    always = open_now()
    message = receives(channel=channel, customer=a_customer("62812", kind="whatsapp")).message
    Holiday.objects.all().delete()
    Calendar.objects.filter(pk=channel.calendar_id).update(hours=always.hours)

    work_off()

    assert message.ticket.messages.count() == 1


@pytest.mark.django_db
def test_who_has_an_answer_by_then_is_not_told():
    channel = a_closed_channel()
    ticket = receives(channel=channel, customer=a_customer("62812", kind="whatsapp")).ticket
    a_reply(ticket)

    work_off()

    assert not told()


@pytest.mark.django_db
def test_on_a_running_ticket_the_next_night_is_told_as_well():
    channel, customer = a_closed_channel(), a_customer("62812", kind="whatsapp")
    ticket = receives(channel=channel, customer=customer, joins_active=True).ticket
    a_reply(ticket)
    work_off()

    writes(channel, customer)

    assert len(told()) == 1


@pytest.mark.django_db
def test_a_shut_window_is_obeyed():
    channel = a_closed_channel()
    long_ago = timezone.now() - timedelta(hours=25)

    writes(channel, sent_at=long_ago)

    assert not told()
    assert not OutOfHoursReply.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_messages_at_once_are_told_once():
    mailbox = a_mailbox(channel={"answers_out_of_hours": True, "calendar": closed_now()})
    customer = a_customer("rina@people.example")
    for n in range(8):
        receives(channel=mailbox.channel, customer=customer, subject=f"{n}", text=f"{n}")

    handler = "channels_in.handlers.acknowledge"
    at_once([partial(reactions.react, handler) for _ in range(4)])
    work_off()

    assert len(told()) == 1


@pytest.mark.django_db
def test_what_is_long_over_is_forgotten():
    writes(a_closed_channel())
    OutOfHoursReply.objects.update(created_at=timezone.now() - timedelta(days=61))

    assert forget_out_of_hours() == 1
