"""What must not go round, and what a machine sends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in.mail import loop_guard
from channels_in.mail.message_id import message_id_for
from tests.builders import a_reply
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tickets.models import Message, Ticket


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


def test_the_breaker_forgets(mailbox):
    first = arrives(mailbox, a_mail(mailbox.address, message_id="<slow@people.example>")).message
    for n in range(loop_guard.MOST_ON_A_TICKET):
        Message.objects.filter(ticket=first.ticket).update(
            created_at=timezone.now() - loop_guard.WINDOW - timedelta(minutes=1)
        )
        item = arrives(mailbox, a_mail(mailbox.address, In_Reply_To="<slow@people.example>", text=f"{n}"))

    assert not item.message.is_auto_reply
