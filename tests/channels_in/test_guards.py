"""What must not go round, what waits in quarantine, and what comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in.actions.judge_item import release_item
from channels_in.mail import loop_guard
from channels_in.mail.message_id import message_id_for
from channels_in.models import Block, Connection
from events import actors
from tests.builders import a_reply, an_admin
from tests.channels_in.mails import a_mail, a_mailbox, arrives, work
from tests.channels_in.reports import a_bounce
from tickets.actions.record_delivery import mark_sent
from tickets.models import Delivery, Message, Ticket


@pytest.fixture
def mailbox(db) -> Connection:
    return a_mailbox("help@ours.example")


def test_mail_from_our_own_address_makes_no_ticket(mailbox):
    """N9: a forgery, or our own mail come back."""
    a_mailbox("sales@ours.example", options={"aliases": ["shop@ours.example"]})

    for own in ("help@ours.example", "Shop@Ours.example", "help+abc@ours.example"):
        item = arrives(mailbox, a_mail(mailbox.address, sender=own, text=own))
        assert (item.outcome, item.reason) == ("ignored", "own_address")

    assert not Ticket.objects.exists()


def test_mail_that_we_sent_ourselves_is_known_by_its_mark(mailbox):
    mail = a_mail(mailbox.address, X_Alur_Loop=loop_guard.our_mark())

    item = arrives(mailbox, mail)

    assert (item.outcome, item.reason) == ("ignored", "own_mail")


def test_mail_of_another_companys_alur_is_mail(mailbox):
    item = arrives(mailbox, a_mail(mailbox.address, X_Alur_Loop="somebody-elses"))

    assert item.outcome == "message"


def test_mail_that_has_gone_round_for_too_long_is_stopped(mailbox):
    travelled = b"Received: from a by b; Mon, 2 Nov 2026 10:00:00 +0700\r\n" * 51

    item = arrives(mailbox, travelled + bytes(a_mail(mailbox.address)))

    assert (item.outcome, item.reason) == ("ignored", "too_many_hops")


def test_a_machines_answer_is_kept_on_the_ticket_and_changes_nothing(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    answer = a_reply(ticket, text="Hello")

    item = arrives(
        mailbox,
        a_mail(
            mailbox.address,
            subject="Out of office",
            Auto_Submitted="auto-replied",
            In_Reply_To=f"<{message_id_for(answer.delivery.idempotency_key, domain='ours.example')}>",
        ),
    )

    ticket.refresh_from_db()
    assert item.message.ticket == ticket
    assert item.message.is_auto_reply
    assert "automatic_reply" in item.message.remarks
    assert ticket.status == "pending"


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-generated"}, {"X_Auto_Response_Suppress": "All"}, {"Feedback_ID": "1:partner"}],
)
def test_what_a_program_sends_in_a_persons_name_is_not_buried(mailbox, headers):
    """Another helpdesk, or the rule that passes on what comes to our public address, writes so too."""
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    answer = a_reply(ticket, text="Hello")
    ours = message_id_for(answer.delivery.idempotency_key, domain="ours.example")

    item = arrives(mailbox, a_mail(mailbox.address, In_Reply_To=f"<{ours}>", **headers))

    ticket.refresh_from_db()
    assert not item.message.is_auto_reply
    assert ticket.status == "open"


def test_auto_submitted_no_is_a_person(mailbox):
    item = arrives(mailbox, a_mail(mailbox.address, Auto_Submitted="no"))

    assert not item.message.is_auto_reply
    assert not [remark for remark in item.message.remarks if remark.startswith("automatic")]


def test_a_group_address_that_adds_list_headers_still_starts_promises(mailbox):
    item = arrives(mailbox, a_mail(mailbox.address, List_Id="<support.groups.example>", Precedence="list"))

    assert not item.message.is_auto_reply
    assert "automatic_list" in item.message.remarks


def test_a_machine_that_races_on_a_ticket_changes_nothing_any_more(mailbox):
    first = arrives(mailbox, a_mail(mailbox.address, message_id="<loop@people.example>")).message
    for n in range(loop_guard.MOST_ON_A_TICKET - 1):
        arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<loop@people.example>", text=f"again {n}"))

    item = arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<loop@people.example>", text="once more"))

    assert item.message.ticket == first.ticket
    assert item.message.is_auto_reply
    assert "loop_suspected" in item.message.remarks


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


def test_a_bounce_marks_the_message_that_came_back(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    answer = a_reply(ticket, text="Hello")
    mark_sent(answer.delivery)

    item = arrives(mailbox, a_bounce(mailbox, answer), sender="")

    delivery = Delivery.objects.get()
    ticket.refresh_from_db()
    assert (item.outcome, item.reason, item.message) == ("update", "bounced", answer)
    assert (delivery.status, delivery.reason) == ("failed", "no_such_address")
    assert "5.1.1" in delivery.detail
    assert ticket.status == "open"
    assert ticket.messages.count() == 2


def test_a_bounce_of_a_copy_leaves_the_customer_answered(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    to, copy = ["Rina", "rina@people.example"], ["Budi", "budi@people.example"]
    answer = a_reply(ticket, text="Hello", recipients={"to": [to], "cc": [copy]})
    mark_sent(answer.delivery)
    bounce = bytes(a_bounce(mailbox, answer)).replace(b"rfc822; rina@", b"rfc822; budi@")

    item = arrives(mailbox, bounce, sender="")

    delivery = Delivery.objects.get()
    ticket.refresh_from_db()
    assert (item.outcome, item.message) == ("update", answer)
    assert (delivery.status, delivery.reason) == ("sent", "some_refused")
    assert "budi@people.example" in delivery.detail
    assert ticket.status == "pending"


def test_a_report_of_delay_fails_nothing(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    answer = a_reply(ticket, text="Hello")
    mark_sent(answer.delivery)

    item = arrives(mailbox, a_bounce(mailbox, answer, action="delayed", status="4.4.1"), sender="")

    assert (item.outcome, item.reason) == ("update", "delayed")
    assert Delivery.objects.get().status == "sent"


def test_a_bounce_of_what_we_never_sent_is_kept_as_a_machines_mail(mailbox):
    item = arrives(mailbox, a_bounce(mailbox, None), sender="")

    assert (item.outcome, item.reason) == ("message", "bounce_of_unknown")
    assert item.message.is_auto_reply


def test_a_bounce_with_a_forged_id_fails_nothing(mailbox):
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    answer = a_reply(ticket, text="Hello")
    mark_sent(answer.delivery)
    bounce = bytes(a_bounce(mailbox, answer))
    signature = message_id_for(answer.delivery.idempotency_key, domain="x").split(".")[1].split("@")[0]

    arrives(mailbox, bounce.replace(signature.encode(), b"a" * len(signature)), sender="")

    assert Delivery.objects.get().status == "sent"


def test_the_breaker_forgets(mailbox):
    first = arrives(mailbox, a_mail(mailbox.address, message_id="<slow@people.example>")).message
    for n in range(loop_guard.MOST_ON_A_TICKET):
        Message.objects.filter(ticket=first.ticket).update(
            created_at=timezone.now() - loop_guard.WINDOW - timedelta(minutes=1)
        )
        item = arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<slow@people.example>", text=f"{n}"))

    assert not item.message.is_auto_reply
