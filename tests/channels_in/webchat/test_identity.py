"""Whose history a browser reads: signed in or out, somebody else there, the same person elsewhere."""

from __future__ import annotations

import json
import time

import pytest

from channels_in.models import Visitor
from people.models import Customer, Identity
from tests.builders import a_reply, an_agent
from tests.channels_in.webchat.visitor import Visitor as Page
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat, signed
from tickets.models import Ticket


def test_signing_in_changes_the_token_and_keeps_the_conversation(visitor):
    visitor.write("Before I signed in")
    before = visitor.token

    visitor.visit(identity=signed())

    assert visitor.token != before
    assert visitor.texts == ["Before I signed in"]
    visitor.token, after = before, visitor.token
    assert visitor.write("With the old one").status_code == 401
    visitor.token = after
    visitor.write("After")
    assert Ticket.objects.count() == Customer.objects.count() == 1


def test_a_token_of_somebody_signed_in_opens_nothing_by_itself(chat):
    first = a_visitor(chat, identity=signed())
    first.write("My order 4711")
    next_one = Page(chat, token=first.token)

    next_one.visit()

    assert next_one.texts == []
    assert next_one.token != first.token


def test_somebody_else_at_the_same_browser_sees_nothing_of_the_first(chat):
    page = a_visitor(chat)
    page.write("Words of A, not signed in yet")
    page.visit(identity=signed("a"))
    page.write("Words of A")

    page.visit(identity=signed("b"))

    assert page.texts == []
    page.write("Words of B")
    assert Customer.objects.count() == 2


def test_the_same_person_elsewhere_sees_their_history(chat):
    a_visitor(chat, identity=signed()).write("From the phone")

    assert a_visitor(chat, identity=signed()).texts == ["From the phone"]


def test_who_chats_anonymously_and_is_known_then_reads_both(chat):
    known = a_visitor(chat, identity=signed())
    known.write("Long ago")
    page = a_visitor(chat)
    page.write("Anonymous")

    page.visit(identity=signed())

    assert page.texts == ["Long ago", "Anonymous"]


def test_an_anonymous_browser_never_reads_what_its_owner_wrote_elsewhere(chat):
    """Even if both turn out to be one customer."""
    page = a_visitor(chat)
    page.write("Anonymous")
    elsewhere = a_visitor(chat, identity=signed())
    elsewhere.write("Signed")
    one = Identity.objects.get(address=f"v:{page.key}").customer
    Identity.objects.filter(address__startswith="u:").update(customer=one)
    Ticket.objects.update(
        status="resolved", resolved_at=Ticket.objects.first().created_at, unassigned_reason=""
    )
    Ticket.objects.update(customer=one)

    page.visit()

    assert page.texts == ["Anonymous"]


@pytest.mark.parametrize(("base", "customers"), [(None, 2), ("shop", 1)])
def test_one_number_at_two_sites_is_one_person_only_if_they_share_their_users(db, base, customers):
    options = {"user_base": base} if base else {}
    for site in (a_web_chat(**options), a_web_chat(**options)):
        a_visitor(site, identity=signed()).write("Hi")

    assert Customer.objects.count() == customers


def test_who_signs_out_leaves_nothing_behind(chat):
    page = a_visitor(chat)
    page.write("Hi")

    assert page.say("forget", token=page.token).status_code == 204

    assert page.write("Again").status_code == 401
    assert page.visit().json()["feed"]["messages"] == []


def test_the_token_is_kept_nowhere(visitor):
    assert visitor.token not in json.dumps(list(Visitor.objects.values()), default=str)


def test_a_reply_goes_to_the_person_on_all_their_pages(chat):
    phone = a_visitor(chat, identity=signed())
    phone.write("Hi")
    a_reply(Ticket.objects.get(), agent=an_agent(), text="Hello")

    assert a_visitor(chat, identity=signed()).texts == ["Hi", "Hello"]
    assert time.time() < Visitor.objects.first().identity_until.timestamp()
