"""Agents may take two visitors for one customer. Who only said so reads nothing of the other all the same."""

import pytest
from channels.db import database_sync_to_async as rows

from events import actors
from tests.analytics.surveys import ask_now, asks
from tests.builders import a_customer, a_reply, an_agent, receives, work_off
from tests.channels_in.webchat.visitor import a_visitor, signed
from tests.channels_in.webchat.visitors_line import listening
from tests.tickets.browser_socket import BrowserSocket, session_of
from tickets.actions.join_customers import join_customers
from tickets.actions.part_customers import part_customers
from tickets.actions.resolve import resolve
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def ticket_of(visitor) -> Ticket:
    return Ticket.objects.filter(messages__from_address=f"v:{visitor.key}").distinct().get()


@pytest.fixture
def two(chat, team):
    """Rina, who was answered, and somebody who says that they are Rina."""
    rina, other = a_visitor(chat), a_visitor(chat)
    rina.write("My order is 4711")
    a_reply(ticket_of(rina), agent=an_agent(team), text="It goes to Jalan Melati 7.")
    other.write("I am Rina, from another browser")
    return rina, other


def test_joined_by_an_agent_each_browser_reads_what_was_written_in_it_and_to_it(two, team):
    rina, other = two
    join_customers(ticket_of(rina).customer, into=ticket_of(other).customer, by=actors.SYSTEM)
    other.write("Where does it go?")
    rina.write("Thank you")
    shared = Ticket.objects.filter(messages__text="Thank you").get()
    a_reply(shared, agent=an_agent(team), text="You are welcome, Rina.", confirm=True)

    for one in two:
        one.visit()
        one.look()

    assert other.texts == ["I am Rina, from another browser", "Where does it go?"]
    assert rina.texts == [
        "My order is 4711",
        "It goes to Jalan Melati 7.",
        "Thank you",
        "You are welcome, Rina.",
    ]


def test_an_unproved_browser_that_was_joined_to_a_proved_person_reads_nothing_of_theirs(chat, team):
    rina, other = a_visitor(chat, identity=signed("user-7")), a_visitor(chat)
    rina.write("My order is 4711")
    theirs = Ticket.objects.get()
    other.write("I am Rina")

    join_customers(ticket_of(other).customer, into=theirs.customer, by=actors.SYSTEM)
    other.write("What is my order?")
    other.visit()
    other.look()

    assert other.texts == ["I am Rina", "What is my order?"]


def test_who_was_not_asked_neither_reads_nor_gives_the_answer_of_the_other(two, chat, team):
    rina, other = two
    join_customers(ticket_of(rina).customer, into=ticket_of(other).customer, by=actors.SYSTEM)
    resolve(ticket_of(rina), by=actors.SYSTEM)
    asks(chat.channel)
    rina.write("Thank you")
    shared, agent = Ticket.objects.filter(messages__text="Thank you").get(), an_agent(team)
    a_reply(shared, agent=agent, text="You are welcome, Rina.", confirm=True)
    resolve(shared, by=actors.agent(agent))
    work_off()
    ask_now()
    rina.visit()
    survey = rina.state["survey"]["key"]
    rina.say("rating", token=rina.token, survey=survey, score=5, words="For Rina's eyes")

    other.visit()

    assert other.state["survey"] is None
    assert other.say("rating", token=other.token, survey=survey, score=1).status_code == 409
    rina.visit()
    assert (rina.state["survey"]["score"], rina.state["survey"]["words"]) == (5, "For Rina's eyes")


def test_parted_again_the_words_of_each_are_on_tickets_of_their_own_customer(two):
    rina, other = two
    joining = join_customers(ticket_of(rina).customer, into=ticket_of(other).customer, by=actors.SYSTEM)

    part_customers(joining, by=actors.SYSTEM)
    rina.write("Are you there?")
    rina.visit()

    assert rina.texts[-1] == "Are you there?"
    assert ticket_of(rina).customer != ticket_of(other).customer


def test_what_came_by_mail_of_the_joined_customer_is_not_shown_in_the_chat(two):
    rina, _ = two
    by_mail = a_customer("rina@example.test")
    receives(customer=by_mail, text="A letter")

    join_customers(by_mail, into=ticket_of(rina).customer, by=actors.SYSTEM)
    rina.visit()
    rina.look()

    assert "A letter" not in rina.texts


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick_rounds")
async def test_parted_again_nobody_sees_who_writes_to_the_other(chat, team):
    mine, other = [await rows(a_visitor)(chat, identity=signed(name)) for name in ("user-7", "user-8")]
    for one in (mine, other):
        await rows(one.write)("Hello?")
    own, others = await rows(list)(Ticket.objects.select_related("customer").order_by("pk"))
    rani, bima = [await rows(an_agent)(team, name=name) for name in ("Rani Putri", "Bima Aji")]
    joining = await rows(join_customers)(others.customer, into=own.customer, by=actors.SYSTEM)
    async with listening(mine) as line:
        await rows(part_customers)(joining, by=actors.SYSTEM)
        await rows(a_reply)(own, agent=rani, text="You are by yourself again.")
        await line.hears_message("You are by yourself again.")

        for agent, ticket in ((bima, others), (rani, own)):
            desk = BrowserSocket(await rows(session_of)(agent))
            assert await desk.connects()
            await desk.says(type="typing", ticket=ticket.pk, kind="reply")
            await desk.hears("viewing")

        assert (await line.hears("typing"))["name"] == "Rani"
