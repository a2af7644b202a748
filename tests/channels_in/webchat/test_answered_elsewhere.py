"""An agent goes on in the chat with a ticket that began elsewhere: the visitor reads that, nothing else."""

from __future__ import annotations

import pytest
from channels.db import database_sync_to_async as rows

from events import actors
from tests.builders import a_reply, an_agent, work_off
from tests.channels_in.webchat.followed import link_in, mails, time_passes
from tests.channels_in.webchat.visitor import Visitor as Page
from tests.channels_in.webchat.visitor import a_visitor, signed
from tests.channels_in.webchat.visitors_line import listening
from tests.tickets.browser_socket import BrowserSocket, session_of
from tests.tickets.chats import a_chat, writes
from tickets.actions.withdraw import withdraw_reply
from tickets.manner import Manner
from tickets.models import Delivery, Ticket

NUMBER = "+6281234567890"
PROVED = {"phone": NUMBER, "phone_verified": True}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_rounds")]


@pytest.fixture
def agent(team):
    return an_agent(team, name="Rani Putri")


@pytest.fixture
def elsewhere(team):
    """A ticket of WhatsApp, whose customer has left that for the shop's page."""
    ticket = a_chat(address=NUMBER, text="On WhatsApp: where is my lamp?")
    Ticket.objects.filter(pk=ticket.pk).update(team=team)
    return ticket


@pytest.fixture
def shopper(chat, elsewhere):
    page = a_visitor(chat, identity=signed(**PROVED))
    page.write("Now I am here")
    return page


def answered(ticket, agent, chat, text="It comes on Friday.", **fields):
    message = a_reply(ticket, agent=agent, text=text, manner=Manner(channel_id=chat.channel_id), **fields)
    work_off()
    return message


def test_an_answer_in_the_chat_is_read_there_and_what_was_said_on_whatsapp_is_not(
    shopper, elsewhere, agent, chat
):
    answer = answered(elsewhere, agent, chat)
    writes(elsewhere, "On WhatsApp: never mind")

    shopper.look()
    assert shopper.texts == ["Now I am here", "It comes on Friday."]
    shopper.visit(identity=signed(**PROVED))
    assert shopper.texts == ["Now I am here", "It comes on Friday."]

    shopper.say("marks", token=shopper.token, delivered=answer.pk, read=answer.pk)
    assert Delivery.objects.get(message=answer).status == "read"


def test_another_visitor_reads_nothing_of_it(shopper, elsewhere, agent, chat):
    answered(elsewhere, agent, chat)
    strangers = [a_visitor(chat), a_visitor(chat, identity=signed("user-8"))]

    for one in strangers:
        one.write("Somebody else")
        one.visit(identity=signed("user-8") if one is strangers[1] else None)
        assert one.texts == ["Somebody else"]


def test_taken_back_it_is_gone_there_too(shopper, elsewhere, agent, chat):
    type(chat.channel).objects.filter(pk=chat.channel_id).update(undo_seconds=60)
    answer = a_reply(elsewhere, agent=agent, manner=Manner(channel_id=chat.channel_id))
    withdraw_reply(answer, by=actors.agent(agent))

    shopper.visit(identity=signed(**PROVED))

    assert shopper.texts == ["Now I am here"]


async def test_it_comes_by_itself(shopper, elsewhere, agent, chat):
    async with listening(shopper) as line:
        await rows(answered)(elsewhere, agent, chat, "First")
        await line.hears_message("First")
        await rows(answered)(elsewhere, agent, chat, "Second", confirm=True)
        await line.hears_message("Second")


async def test_who_writes_on_that_ticket_is_not_seen_writing_in_the_chat(
    shopper, elsewhere, agent, chat, team
):
    """For all we know they write to the telephone."""
    await rows(answered)(elsewhere, agent, chat)
    in_chat = await rows(an_agent)(team, name="Bima Aji")
    own = await rows(Ticket.objects.get)(channel=chat.channel_id)
    async with listening(shopper) as line:
        for who, ticket in ((agent, elsewhere), (in_chat, own)):
            desk = BrowserSocket(await rows(session_of)(who))
            assert await desk.connects()
            await desk.says(type="typing", ticket=ticket.pk, kind="reply")
            await desk.hears("viewing")

        assert (await line.hears("typing"))["name"] == "Bima"


def test_unread_it_follows_them_by_mail_and_the_link_opens_that_answer_alone(chat, elsewhere, agent, mailbox):
    page = a_visitor(chat, identity=signed(email="rina@people.example", email_verified=True, **PROVED))
    page.write("Now I am here")
    page.say("leave", token=page.token)
    answered(elsewhere, agent, chat)
    assert mails() == []

    time_passes()

    (mail,) = mails()
    assert mail.text.startswith("It comes on Friday.")
    telephone = Page(chat)
    telephone.visit(link=link_in(mail))
    assert telephone.texts == ["It comes on Friday."]
    assert telephone.visit().json()["feed"]["lines"][-1]["kind"] == "by_mail"


def test_what_they_write_then_goes_on_in_the_chat(shopper, elsewhere, agent, chat):
    answered(elsewhere, agent, chat)

    shopper.write("Friday is fine")

    assert elsewhere.messages.filter(text="Friday is fine").count() == 0
    chats = Ticket.objects.get(channel=chat.channel_id)
    assert chats.customer == elsewhere.customer
    assert chats.messages.filter(text="Friday is fine").exists()
