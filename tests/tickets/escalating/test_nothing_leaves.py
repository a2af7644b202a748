"""Nothing that happens on an internal ticket ever goes to a customer, and no customer gets onto one."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from channels_in.actions.book_call_back import book_call_back
from events import actors
from tests.builders import a_channel, a_customer, a_reply, receives, work_off
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.automatic import send_automatic
from tickets.actions.note_outside_reply import note_outside_reply
from tickets.actions.resolve import resolve
from tickets.incoming import ReceivedMessage
from tickets.models import Delivery, Message, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def a_bare_message(ticket: Ticket) -> Message:
    at = timezone.now()
    return Message.objects.create(
        ticket=ticket,
        channel=ticket.channel,
        direction="outbound",
        author_kind="agent",
        sent_at=at,
        created_at=at,
    )


def test_the_database_takes_no_message_on_an_internal_ticket(child):
    with pytest.raises(IntegrityError, match="internal"), transaction.atomic():
        a_bare_message(child)

    assert not Message.objects.filter(ticket=child).exists()


def test_no_message_is_moved_onto_one(ticket, child):
    with pytest.raises(IntegrityError, match="internal"), transaction.atomic():
        Message.objects.filter(ticket=ticket).update(ticket=child)


def test_a_ticket_of_a_customer_never_becomes_internal(ticket):
    with pytest.raises(IntegrityError, match="set once"), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(parent=receives().ticket)


def test_an_internal_ticket_never_becomes_a_customers(child):
    with pytest.raises(IntegrityError, match="set once"), transaction.atomic():
        Ticket.objects.filter(pk=child.pk).update(parent=None)


def test_a_reply_is_refused_in_words(child, technician):
    with pytest.raises(Refused) as refused:
        a_reply(child, agent=technician)

    assert refused.value.code == "internal"


def test_we_write_nothing_there_by_ourselves(child):
    with pytest.raises(Refused, match="internal"):
        send_automatic(child, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")


def test_what_was_answered_elsewhere_is_not_noted_there(ticket, child):
    written = ReceivedMessage(
        channel=ticket.channel,
        customer=ticket.customer,
        text="Done",
        from_name="Rani",
        from_address="rani@nusa.example",
        received_at=timezone.now(),
    )

    with pytest.raises(Refused, match="internal"):
        note_outside_reply(child, written, by=actors.SYSTEM)


def test_no_call_back_is_booked_there(child):
    at = timezone.now()

    with pytest.raises(Refused, match="internal"):
        book_call_back(
            child,
            channel=a_channel(kind="voice"),
            number="+628123456789",
            starts_at=at,
            ends_at=at,
            language="id",
            by=actors.SYSTEM,
        )


def test_an_escalation_and_its_end_owe_the_customer_nothing(child, technician):
    before = Delivery.objects.count()

    resolve(child, by=actors.agent(technician))
    work_off()

    assert Delivery.objects.count() == before


def test_a_customer_who_names_the_number_is_heard_on_their_own_ticket(ticket, child):
    received = receives(channel=ticket.channel, customer=ticket.customer, thread=child, text="What about it?")

    assert received.ticket == ticket


def test_in_a_chat_the_customer_goes_on_with_their_own_ticket(escalated_chat):
    chat, child = escalated_chat

    received = receives(channel=chat.channel, customer=chat.customer, thread=None, joins_active=True)

    assert received.ticket == chat
    assert received.ticket != child


@pytest.fixture
def escalated_chat(technicians, holder):
    chat = receives(
        channel=a_channel(kind="whatsapp"),
        customer=a_customer("6281234567890", kind="whatsapp"),
        joins_active=True,
    ).ticket
    return chat, an_escalation(chat, to=technicians, agent=holder)


def test_an_auditor_sees_by_sql_which_tickets_are_internal_and_that_nothing_was_said_there(ticket, child):
    with connection.cursor() as sql:
        sql.execute("select id, parent from acct_ticket where parent is not null")
        internal = sql.fetchall()
        sql.execute(
            "select count(*) from acct_message m join acct_ticket t on t.id = m.ticket where parent > 0"
        )
        said = sql.fetchone()

    assert internal == [(child.pk, ticket.pk)]
    assert said == (0,)
