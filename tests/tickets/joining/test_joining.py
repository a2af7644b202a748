"""Two customers become one, who has all that was theirs."""

import pytest

from events import actors
from events.models import Event
from people.actions.change_customer import change_customer
from people.actions.keep_apart import keep_apart
from people.identity import identify
from people.models import KeptApart
from tests.builders import a_channel, a_reply, a_ticket, an_agent, work_off
from tests.tickets.joining.twins import BY, NUMBER, writes
from tickets.actions.join_customers import join_customers
from tickets.actions.part_customers import part_customers
from tickets.actions.react_to_message import react_to_message
from tickets.actions.save_draft import save_draft
from tickets.models import Draft, Joining, Ticket
from tickets.recipients import default_recipients

pytestmark = pytest.mark.django_db


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
