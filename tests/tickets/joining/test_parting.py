"""Joined customers are two again, each with what was theirs, whatever happened in between."""

import pytest

from people.actions.change_customer import change_customer
from people.identity import identify
from people.models import Customer
from tests.builders import a_channel, a_customer, a_ticket, receives, work_off
from tests.tickets.escalating.internal import an_escalation
from tests.tickets.joining.twins import BY, NUMBER, writes
from tickets.actions.join_customers import join_customers
from tickets.actions.part_customers import part_customers
from tickets.models import Joining, Message, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def test_undone_each_has_again_what_was_theirs(by_mail, by_whatsapp):
    mine, theirs = a_ticket(customer=by_mail), a_ticket(customer=by_whatsapp)

    part_customers(join_customers(by_whatsapp, into=by_mail, by=BY), by=BY)

    for ticket, customer in ((mine, by_mail), (theirs, by_whatsapp)):
        ticket.refresh_from_db()
        assert (ticket.customer, ticket.messages.get().customer) == (customer, customer)
    assert [one.address for one in by_mail.identities.all()] == ["rina@example.test"]
    assert identify(kind="sms", address=NUMBER) == by_whatsapp
    by_mail.refresh_from_db()
    assert (by_mail.name, by_mail.language) == ("Rina Wijaya", "")


def test_what_came_meanwhile_goes_by_the_address_it_came_from(by_mail, by_whatsapp):
    whatsapp, mail = a_channel(kind="whatsapp"), a_channel()
    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    by_number = writes(by_mail, whatsapp, address="6281234567890").ticket
    by_letter = a_ticket(customer=by_mail, channel=mail, from_address="rina@example.test")
    inside = receives(by_letter, customer=by_mail, channel=mail, from_address="rina@example.test")

    part_customers(joining, by=BY)

    by_number.refresh_from_db()
    by_letter.refresh_from_db()
    assert (by_number.customer, by_letter.customer) == (by_whatsapp, by_mail)
    assert Message.objects.get(pk=inside.message.pk).customer == by_mail


def test_what_was_escalated_meanwhile_goes_with_its_parent(by_mail, by_whatsapp):
    ticket = a_ticket(customer=by_whatsapp)
    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    ticket.refresh_from_db()
    child = an_escalation(ticket)
    assert child.customer == by_mail

    part_customers(joining, by=BY)

    child.refresh_from_db()
    assert child.customer == by_whatsapp


def test_what_was_changed_since_is_not_taken_back(by_mail, by_whatsapp):
    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    change_customer(by_mail, by=BY, language="en")

    part_customers(joining, by=BY)

    assert Customer.objects.get(pk=by_mail.pk).language == "en"


def test_of_a_chain_each_link_can_be_undone_by_itself(by_mail, by_whatsapp):
    by_chat = a_customer("u:7", kind="webchat")
    tickets = {one.pk: a_ticket(customer=one) for one in (by_mail, by_whatsapp, by_chat)}
    first = join_customers(by_chat, into=by_whatsapp, by=BY)
    second = join_customers(by_whatsapp, into=by_mail, by=BY)

    part_customers(first, by=BY)
    assert Ticket.objects.get(pk=tickets[by_chat.pk].pk).customer == by_chat
    assert identify(kind="webchat", address="u:7") == by_chat
    assert Ticket.objects.get(pk=tickets[by_whatsapp.pk].pk).customer == by_mail

    part_customers(second, by=BY)
    assert {ticket.customer_id for ticket in Ticket.objects.all()} == set(tickets)


def test_an_undone_joining_is_not_made_again_by_itself(by_mail, by_whatsapp):
    part_customers(join_customers(by_whatsapp, into=by_mail, by=BY), by=BY)

    identify(kind="mail", address="rina@example.test", also=[("sms", NUMBER)])
    work_off()

    assert not Joining.objects.standing().exists()


def test_nothing_is_undone_twice(by_mail, by_whatsapp):
    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    part_customers(joining, by=BY)

    with pytest.raises(Refused, match="parted_already"):
        part_customers(joining, by=BY)
