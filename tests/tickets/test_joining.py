"""Two customers become one, and two again: each has what was theirs, whatever happened in between."""

import threading

import pytest
from django.db import transaction

from events import actors
from events.models import Event
from people.actions.change_customer import change_customer
from people.actions.keep_apart import keep_apart
from people.identity import identify
from people.models import Customer, KeptApart
from tests.builders import (
    a_channel,
    a_customer,
    a_reply,
    a_ticket,
    an_agent,
    receives,
    work_off,
)
from tests.together import at_once, until_somebody_waits, with_own_connection
from tickets.actions.join_customers import join_customers
from tickets.actions.part_customers import part_customers
from tickets.actions.react_to_message import react_to_message
from tickets.actions.save_draft import save_draft
from tickets.models import Draft, Joining, Message, Ticket
from tickets.recipients import default_recipients
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db
BY = actors.SYSTEM
NUMBER = "+6281234567890"


def writes(customer: Customer, channel, *, address: str = "", **message):
    """On a channel without threads, from that address."""
    fields = {"from_address": address} if address else {}
    return receives(channel=channel, customer=customer, joins_active=True, **fields, **message)


@pytest.fixture
def by_mail():
    return a_customer("rina@example.test", name="Rina Wijaya")


@pytest.fixture
def by_whatsapp():
    return a_customer(NUMBER, kind="whatsapp", name="", language="id")


def test_all_that_was_the_twins_is_the_others(by_mail, by_whatsapp):
    ticket = a_ticket(customer=by_whatsapp, channel=a_channel(kind="whatsapp"))

    join_customers(by_whatsapp, into=by_mail, by=BY)

    by_mail.refresh_from_db()
    assert {one.address for one in by_mail.identities.all()} == {"rina@example.test", NUMBER}
    ticket.refresh_from_db()
    assert (ticket.customer, ticket.messages.get().customer) == (by_mail, by_mail)
    assert (by_mail.name, by_mail.language) == ("Rina Wijaya", "id")


def test_who_writes_from_an_address_of_the_twin_is_the_one_that_was_kept(by_mail, by_whatsapp):
    join_customers(by_whatsapp, into=by_mail, by=BY)

    assert identify(kind="sms", address=NUMBER) == by_mail


def test_an_answer_still_goes_where_the_question_came_from(by_mail, by_whatsapp):
    ticket = a_ticket(customer=by_whatsapp, channel=a_channel(kind="whatsapp"))

    join_customers(by_whatsapp, into=by_mail, by=BY)

    ticket.refresh_from_db()
    assert default_recipients(ticket)["to"] == [["", NUMBER]]


def test_the_open_tickets_say_it_and_their_drafts_stay(by_mail, by_whatsapp):
    ticket, agent = a_ticket(customer=by_whatsapp), an_agent()
    save_draft(ticket, agent=agent, kind=Draft.Kind.REPLY, text="Halo", version=0)
    before = Ticket.objects.get(pk=ticket.pk).version

    joining = join_customers(by_whatsapp, into=by_mail, by=actors.agent(agent))

    event = Event.objects.get(kind="ticket.customer_joined")
    assert (event.ticket_id, event.customer_id, event.data["joining"]) == (ticket.pk, by_mail.pk, joining.pk)
    assert Ticket.objects.get(pk=ticket.pk).version > before
    assert Draft.objects.get().text == "Halo"


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


def test_what_was_changed_since_is_not_taken_back(by_mail, by_whatsapp):
    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    change_customer(by_mail, by=BY, language="en")

    part_customers(joining, by=BY)

    assert Customer.objects.get(pk=by_mail.pk).language == "en"


def test_two_open_chats_on_one_channel_go_on_and_new_words_come_to_the_newer(by_mail, by_whatsapp):
    channel = a_channel(kind="whatsapp")
    older, newer = writes(by_whatsapp, channel).ticket, writes(by_mail, channel, address="ID.7").ticket

    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    added = writes(by_mail, channel, address=NUMBER)

    assert added.ticket == newer
    assert joining.out_of_session == [older.pk]

    part_customers(joining, by=BY)
    assert writes(by_whatsapp, channel, address=NUMBER).ticket == older
    assert writes(by_mail, channel, address="ID.7").ticket == newer
    assert Ticket.objects.filter(is_session=True).count() == 2


def test_an_emoji_can_be_taken_back_by_who_put_it_there(by_mail, by_whatsapp):
    ticket = a_ticket(customer=by_whatsapp)
    answer = a_reply(ticket)
    react_to_message(answer, emoji="\N{THUMBS UP SIGN}", by=actors.customer(by_whatsapp))

    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    answer.refresh_from_db()
    assert [one["who"] for one in answer.reactions] == [by_mail.pk]

    part_customers(joining, by=BY)
    answer.refresh_from_db()
    react_to_message(answer, emoji="", by=actors.customer(by_whatsapp))
    assert answer.reactions == []


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


def test_strong_ids_of_two_customers_join_them_into_the_older(by_mail, by_whatsapp):
    identify(kind="sms", address=NUMBER, also=[("mail", "rina@example.test")])
    identify(kind="sms", address=NUMBER, also=[("mail", "rina@example.test")])
    work_off()

    joining = Joining.objects.get()
    assert (joining.kept, joining.twin, joining.reason) == (by_mail, by_whatsapp, "same_person")


def test_by_hand_they_are_joined_although_somebody_kept_them_apart(by_mail, by_whatsapp):
    keep_apart(by_mail, by_whatsapp, by=BY)

    join_customers(by_whatsapp, into=by_mail, by=BY)

    assert not KeptApart.objects.exists()


def test_the_tier_of_the_one_that_is_kept_holds_for_the_tickets_of_both(by_mail, by_whatsapp):
    change_customer(by_mail, by=BY, own_tier="gold")
    a_ticket(customer=by_whatsapp)
    Event.objects.filter(kind="customer.tier_changed").delete()

    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    part_customers(joining, by=BY)

    told = Event.objects.filter(kind="customer.tier_changed").order_by("pk")
    assert [(one.customer_id, one.data["from"], one.data["to"]) for one in told] == [
        (by_mail.pk, "standard", "gold"),
        (by_whatsapp.pk, "gold", "standard"),
    ]


def test_nothing_is_undone_twice(by_mail, by_whatsapp):
    joining = join_customers(by_whatsapp, into=by_mail, by=BY)
    part_customers(joining, by=BY)

    with pytest.raises(Refused, match="parted_already"):
        part_customers(joining, by=BY)


@pytest.mark.django_db(transaction=True)
def test_two_who_join_the_same_pair_both_ways_at_once_join_it_once():
    one, other = a_customer(), a_customer()

    answers = at_once(
        [
            lambda: join_customers(Customer.objects.get(pk=one.pk), into=other, by=BY),
            lambda: join_customers(Customer.objects.get(pk=other.pk), into=one, by=BY),
        ]
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Joining", "Refused"]
    assert Customer.objects.filter(joined_into=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_words_that_come_while_two_are_joined_are_not_left_with_the_one_that_is_gone():
    """Who brings them in had found the twin already when the joining began, or finds the other one."""
    channel, kept = a_channel(kind="whatsapp"), a_customer()
    twin = a_customer(NUMBER, kind="whatsapp")
    found = threading.Event()
    joined = threading.Thread(
        target=lambda: with_own_connection(lambda: join_customers(twin, into=kept, by=BY))
    )

    with transaction.atomic():
        customer = identify(kind="whatsapp", address=NUMBER)
        joined.start()
        until_somebody_waits()
        writes(customer, channel, address=NUMBER)
        found.set()
    joined.join(20)

    assert Ticket.objects.get().customer_id == kept.pk
    assert Message.objects.get().customer_id == kept.pk
