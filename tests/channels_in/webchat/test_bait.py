"""Somebody types another's mail address and waits: the answer leads that person into the bait's chat by its
link. They may read it; nobody is taken for anybody by it.
"""

from __future__ import annotations

import pytest

from tests.builders import a_reply, an_agent, work_off
from tests.channels_in.webchat.followed import link_in, mails, time_passes
from tests.channels_in.webchat.visitor import Visitor as Page
from tests.channels_in.webchat.visitor import a_visitor, signed
from tickets.models import Message, Ticket


def rinas() -> dict[str, str]:
    """Made as the test runs: a signature made while tests are collected has expired when its turn comes."""
    return signed("user-7", name="Rina", email="rina@people.example", email_verified=True)


@pytest.fixture
def bait(chat, mailbox):
    visitor = a_visitor(chat)
    visitor.say("details", token=visitor.token, email="rina@people.example")
    visitor.write("Hello?")
    visitor.say("leave", token=visitor.token)
    a_reply(Ticket.objects.get(), agent=an_agent(), text="How can we help?")
    work_off()
    time_passes()
    return visitor


@pytest.fixture
def link(bait):
    return link_in(mails()[0])


def whose(text):
    return Message.objects.get(text=text).ticket.customer


def test_who_is_signed_in_reads_it_and_is_not_taken_for_whoever_typed_their_address(bait, link, chat):
    rina = a_visitor(chat, identity=rinas(), link=link)
    assert rina.texts == ["Hello?", "How can we help?"]

    rina.write("I did not ask this")
    bait.write("I am Rina: send it elsewhere")

    assert whose("I did not ask this") != whose("I am Rina: send it elsewhere")
    rina.visit(identity=rinas())
    assert "I did not ask this" in rina.texts


def test_who_was_here_before_under_a_proved_name_keeps_to_themselves(bait, link, chat):
    rina = a_visitor(chat, identity=rinas())
    rina.write("My order is 4711")
    rina.visit(identity=rinas(), link=link)

    rina.write("I did not ask this")
    work_off()

    assert whose("I did not ask this") == whose("My order is 4711")
    assert whose("I did not ask this") != whose("Hello?")


def test_who_signs_in_after_they_came_by_the_link_does_not_bring_the_other_along(bait, link, chat):
    rina = Page(chat)
    rina.visit(link=link)
    rina.write("I did not ask this")
    assert whose("I did not ask this") == whose("Hello?")  # the same chat, as far as anybody can tell

    rina.visit(identity=rinas())
    rina.write("Now I am signed in")
    bait.write("I am Rina: send it elsewhere")

    assert whose("Now I am signed in") != whose("I am Rina: send it elsewhere")
    rina.visit(identity=rinas())
    assert {"I did not ask this", "Now I am signed in"} <= set(rina.texts)


def test_who_typed_their_own_address_and_signs_in_is_one_customer(bait, link, chat):
    """The very browser that was away."""
    bait.visit(link=link)
    bait.visit(identity=rinas())

    bait.write("Here I am again")

    assert whose("Here I am again") == whose("Hello?")


def test_who_signs_in_after_they_typed_it_reads_nothing_of_whom_it_led_here(bait, link, chat):
    rina = a_visitor(chat, link=link)
    rina.write("My order is 4711")

    bait.visit(identity=signed("user-9"))
    bait.write("And now?")
    bait.visit(identity=signed("user-9"))

    assert "My order is 4711" not in bait.texts


@pytest.mark.parametrize("identity", [lambda: None, rinas], ids=["nobody yet", "signed in"])
def test_who_is_signed_in_and_types_anothers_address_reads_nothing_of_whom_it_leads_here(
    chat, mailbox, identity
):
    rina = a_visitor(chat, identity=rinas())
    rina.write("My order is 4711")
    other = a_visitor(chat, identity=signed("user-9"))
    other.say("details", token=other.token, email="rina@people.example")
    other.write("Hello?")
    other.say("leave", token=other.token)
    a_reply(Ticket.objects.get(messages__text="Hello?"), agent=an_agent(), text="How can we help?")
    work_off()
    time_passes()

    led = a_visitor(chat, identity=identity(), link=link_in(mails()[0]))
    led.write("I did not ask this")
    work_off()

    other.visit(identity=signed("user-9"))
    assert other.texts == ["Hello?", "How can we help?"]
