"""Tricks by which a stranger would enter somebody's thread, or turn our answers to themselves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from channels_in.mail.message_id import message_id_for
from channels_in.models import Connection, ReceiptItem
from events import actors
from people.models import Company
from tests.builders import a_reply, an_agent
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tickets.actions.accept_participant import accept_participant
from tickets.models import Message, Participant, Ticket
from tickets.refusals import Refused

CUSTOMER = "rina@people.example"
STRANGER = "eve@elsewhere.example"


@pytest.fixture
def mailbox(db) -> Connection:
    return a_mailbox("help@ours.example")


@pytest.fixture
def ticket(mailbox) -> Ticket:
    return written(mailbox, message_id="<first@people.example>").ticket


def written(mailbox: Connection, *, sender: str = CUSTOMER, **headers: str) -> Message:
    headers.setdefault("text", "Masih belum sampai.")
    item = arrives(mailbox, a_mail(mailbox.address, sender=sender, **headers))
    assert item.outcome == ReceiptItem.Outcome.MESSAGE
    return item.message


def numbered(ticket: Ticket) -> str:
    return f"Re: [{Company.current().ticket_prefix}-{ticket.pk}] Paket"


def our_id(ticket: Ticket) -> str:
    answer = a_reply(ticket, text="We look into it.")
    return f"<{message_id_for(answer.delivery.idempotency_key, domain='ours.example')}>"


def answered_to(ticket: Ticket) -> dict[str, list[str]]:
    recipients = a_reply(ticket, text="Here is what you asked for.").recipients
    return {field: [address for _, address in pairs] for field, pairs in recipients.items()}


def test_who_put_themselves_in_copy_of_a_forged_mail_is_not_answered(mailbox, ticket):
    """A mail in the customer's name brings the stranger onto the thread; the next is their own (N1)."""
    written(mailbox, subject=numbered(ticket), Cc=STRANGER)

    second = written(mailbox, sender=STRANGER, subject=numbered(ticket), text="Send it to me.")

    assert not second.is_trusted
    assert "in_copy" in second.remarks
    assert answered_to(ticket) == {"to": [CUSTOMER]}


def test_a_stranger_who_writes_twice_is_still_a_stranger(mailbox, ticket):
    """They hold one of our mails: the first answer lists them, which is no reason to believe the second."""
    ours = our_id(ticket)
    written(mailbox, sender=STRANGER, In_Reply_To=ours)

    second = written(mailbox, sender=STRANGER, In_Reply_To=ours, text="Well?")

    assert second.ticket == ticket
    assert not second.is_trusted
    assert answered_to(ticket) == {"to": [CUSTOMER]}


def test_an_accepted_participants_answer_does_not_leave_the_customer_out(mailbox, ticket):
    written(mailbox, In_Reply_To="<first@people.example>", Cc="budi@people.example")
    accept_participant(Participant.objects.get(ticket=ticket), by=actors.agent(an_agent()))

    theirs = written(mailbox, sender="budi@people.example", In_Reply_To="<first@people.example>")

    assert theirs.ticket == ticket
    assert theirs.is_trusted
    assert answered_to(ticket) == {"to": [CUSTOMER], "cc": ["budi@people.example"]}


def test_a_machines_word_for_who_writes_opens_no_thread(mailbox, ticket):
    """Their own no-reply address passes every check, and asks us to answer the customer."""
    message = written(
        mailbox, sender="no-reply@elsewhere.example", Reply_To=CUSTOMER, subject=numbered(ticket)
    )

    assert message.ticket != ticket
    assert "unverified_address" in message.remarks


def test_a_message_id_that_somebody_copied_does_not_take_the_thread_away(mailbox, ticket):
    written(mailbox, sender=STRANGER, message_id="<first@people.example>", text="Mine.")

    message = written(mailbox, In_Reply_To="<first@people.example>", text="One more thing.")

    assert message.ticket == ticket


def test_of_several_hints_the_one_counts_on_whose_thread_the_sender_is(mailbox, ticket):
    other = written(mailbox, sender=STRANGER, message_id="<other@elsewhere.example>").ticket

    message = written(mailbox, In_Reply_To="<other@elsewhere.example>", subject=numbered(ticket))

    assert message.ticket == ticket
    assert message.ticket != other


def test_a_thread_of_hundreds_of_mails_is_found_by_its_first_and_by_its_last(mailbox, ticket):
    many = " ".join(f"<{n}@people.example>" for n in range(150))

    by_first = written(mailbox, References=f"<first@people.example> {many}", text="First.")
    by_last = written(mailbox, References=f"{many} <first@people.example>", text="Last.")

    assert [by_first.ticket, by_last.ticket] == [ticket, ticket]


def test_no_more_ids_are_looked_up_at_once_than_the_index_answers(mailbox):
    """Beyond a hundred, Postgres no longer sees that the partial index has them all: it reads every row."""
    many = " ".join(f"<{n}@people.example>" for n in range(180))

    with CaptureQueriesContext(connection) as asked:
        written(mailbox, References=many)

    lookups = [query["sql"] for query in asked if '"provider_id" IN' in query["sql"]]
    assert lookups
    assert all(sql.count("@people.example") <= 100 for sql in lookups)


def test_a_group_address_of_ours_passes_on_what_somebody_wrote(mailbox):
    """A group writes its own address into From where the sender's server forbids passing mail on."""
    message = written(
        mailbox, sender="Rina via Help <help@ours.example>", Reply_To=f"Rina <{CUSTOMER}>", List_Id="<help>"
    )

    assert message.from_address == CUSTOMER
    assert answered_to(message.ticket) == {"to": [CUSTOMER]}


def test_what_a_group_of_ours_passes_on_stays_on_its_thread(mailbox, ticket):
    message = written(
        mailbox, sender="Rina via Help <help@ours.example>", Reply_To=CUSTOMER, In_Reply_To=our_id(ticket)
    )

    assert message.ticket == ticket
    assert message.is_trusted


def test_a_mail_to_thousands_does_not_bring_thousands_onto_the_thread(mailbox):
    crowd = ", ".join(f"p{n}@people.example" for n in range(900))

    message = written(mailbox, Cc=crowd)

    assert message.ticket.participants.count() == 50
    assert len(message.recipients["cc"]) == 900


def test_a_mail_without_a_sender_is_answered_to_nobody(mailbox):
    mail = a_mail(mailbox.address)
    del mail["From"]
    item = arrives(mailbox, mail, sender="")

    with pytest.raises(Refused):
        answered_to(item.message.ticket)
