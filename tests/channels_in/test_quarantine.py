"""What waits in quarantine, and how it gets out."""

from __future__ import annotations

import pytest
from django.utils import timezone

from channels_in.actions.judge_item import release_item
from channels_in.mail import loop_guard
from channels_in.models import Block
from events import actors
from tests.builders import an_admin
from tests.channels_in.mails import a_mail, arrives, work
from tickets.models import Message, Ticket


def test_somebody_who_opens_tickets_without_end_is_quarantined(mailbox):
    first = arrives(mailbox, a_mail(mailbox.address)).message
    now = timezone.now()
    Ticket.objects.bulk_create(
        Ticket(
            customer=first.customer,
            channel=first.channel,
            unassigned_reason="routing",
            last_message_at=now,
            created_at=now,
            updated_at=now,
        )
        for _ in range(loop_guard.MOST_NEW_TICKETS)
    )

    item = arrives(mailbox, a_mail(mailbox.address, text="and another"))

    assert (item.outcome, item.reason) == ("quarantined", "flood")


def test_what_a_filter_marked_as_spam_waits_in_quarantine_and_can_be_released(mailbox):
    item = arrives(mailbox, a_mail(mailbox.address, subject="Win", X_Spam_Flag="YES"))
    assert (item.outcome, item.reason) == ("quarantined", "spam")
    assert item.preview["from"] == "rina@people.example"
    assert item.preview["subject"] == "Win"
    assert not Message.objects.exists()

    assert release_item(item, by=actors.agent(an_admin()))
    work()

    item.refresh_from_db()
    assert (item.outcome, item.reason) == ("message", "released")
    assert Message.objects.get() == item.message


def test_what_is_released_twice_is_one_message(mailbox):
    item = arrives(mailbox, a_mail(mailbox.address, X_Spam_Flag="YES"))

    release_item(item, by=actors.SYSTEM)
    assert not release_item(item, by=actors.SYSTEM)
    work()

    assert Message.objects.count() == 1


def test_a_known_customers_answer_outweighs_the_filter(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address, message_id="<first@people.example>")).message.ticket

    item = arrives(mailbox, a_mail(mailbox.address, X_Spam_Flag="YES", In_Reply_To="<first@people.example>"))

    assert item.outcome == "message"
    assert item.message.ticket == ticket


@pytest.mark.parametrize(
    ("kind", "value"),
    [("address", "rina@people.example"), ("domain", "people.example"), ("domain", "example")],
)
def test_a_blocked_sender_waits_in_quarantine(mailbox, kind, value):
    Block.objects.create(kind=kind, value=value)

    item = arrives(mailbox, a_mail(mailbox.address, sender="Rina@People.example"))

    assert (item.outcome, item.reason) == ("quarantined", "blocked")


def test_a_blocked_sender_behind_a_form_waits_as_well(mailbox):
    Block.objects.create(kind="address", value="rina@people.example")

    item = arrives(
        mailbox, a_mail(mailbox.address, sender="no-reply@shop.example", Reply_To="rina@people.example")
    )

    assert (item.outcome, item.reason) == ("quarantined", "blocked")


def test_a_blocked_domain_does_not_block_one_that_ends_alike(mailbox):
    Block.objects.create(kind="domain", value="ople.example")

    assert arrives(mailbox, a_mail(mailbox.address)).outcome == "message"
