"""Who a visitor is: what the company's own site has signed is believed, what is typed is not."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64encode

import pytest

from channels_in.actions.save_connection import save_connection
from channels_in.models import SecurityEvent, Visitor
from channels_in.webchat.proof import NotBelieved, read_hash, read_token
from events import actors
from people.models import Customer, Identity
from tests.builders import a_customer, a_reply, a_ticket, an_agent
from tests.channels_in.webchat.visitor import SECRET, a_visitor, a_web_chat, signed
from tests.channels_in.webchat.visitor import Visitor as Page
from tickets.models import Ticket

NOW = 1795305600.0
VECTOR = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ1c2VyLTciLCJuYW1lIjoiTWFkZSBXaXJhd2FuIiwiZW1haWwiOiJtYWRlQGV4YW1wbGUudG"
    "VzdCIsImVtYWlsX3ZlcmlmaWVkIjp0cnVlLCJpYXQiOjE3OTUzMDU2MDAsImV4cCI6MTc5NTMwOTIwMH0.UtGMVHBOqeH-DCGjascHv5OJwNiSXkqtpdkz0B2GRNc"
)


def raw_token(head: dict[str, object], claims: dict[str, object], secret: str = SECRET) -> str:
    pieces = [urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in (head, claims)]
    mac = hmac.new(secret.encode(), ".".join(pieces).encode(), hashlib.sha256).digest()
    return ".".join([*pieces, urlsafe_b64encode(mac).rstrip(b"=").decode()])


def test_the_published_example_is_believed_until_a_byte_is_another():
    proven = read_token(VECTOR, secrets=[SECRET], now=NOW)
    assert (proven.subject, proven.name, proven.email, proven.email_is_verified) == (
        "user-7",
        "Made Wirawan",
        "made@example.test",
        True,
    )

    with pytest.raises(NotBelieved):
        read_token(VECTOR[:-2] + "XX", secrets=[SECRET], now=NOW)


def test_a_plain_hash_in_either_case_is_believed():
    digest = "2cd67013356eac556271874e0276a3f82c60f4a0d3e8263f441937f9f0cbf114"

    for given in (digest, digest.upper()):
        assert read_hash("user-7", given, secrets=["another", SECRET], now=NOW).subject == "user-7"
    with pytest.raises(NotBelieved):
        read_hash("user-8", digest, secrets=[SECRET], now=NOW)


HEAD = {"alg": "HS256", "typ": "JWT"}
BAD = {
    "no algorithm": raw_token({"alg": "none"}, {"sub": "a", "exp": NOW + 60}),
    "another algorithm": raw_token({"alg": "RS256"}, {"sub": "a", "exp": NOW + 60}),
    "no end": raw_token(HEAD, {"sub": "a"}),
    "too long a life": raw_token(HEAD, {"sub": "a", "exp": NOW + 90_000}),
    "past": raw_token(HEAD, {"sub": "a", "exp": NOW - 61}),
    "from the future": raw_token(HEAD, {"sub": "a", "exp": NOW + 600, "iat": NOW + 61}),
    "another's secret": raw_token(HEAD, {"sub": "a", "exp": NOW + 60}, "f" * 32),
    "nobody": raw_token(HEAD, {"exp": NOW + 60}),
    "nobody but spaces": raw_token(HEAD, {"sub": "  ", "exp": NOW + 60}),
    "a list": raw_token(HEAD, {"sub": ["a"], "exp": NOW + 60}),
    "endless": raw_token(HEAD, {"sub": "a", "exp": 1e400}),
    "two pieces": "a.b",
    "no JSON": "YQ.YQ.YQ",
    "deep": raw_token(HEAD, {"sub": "a", "exp": NOW + 60}).replace("ey", "[", 1),
    "long": raw_token(HEAD, {"sub": "a", "exp": NOW + 60, "pad": "x" * 5000}),
}


@pytest.mark.parametrize("token", BAD.values(), ids=BAD)
def test_a_token_that_is_not_as_it_must_be_is_not_believed(token):
    with pytest.raises(NotBelieved):
        read_token(token, secrets=[SECRET], now=NOW)


def test_without_a_secret_nothing_is_believed():
    with pytest.raises(NotBelieved):
        read_token(raw_token(HEAD, {"sub": "a", "exp": NOW + 60}, ""), secrets=[], now=NOW)


def test_a_doubtful_visitor_is_told_one_thing_and_it_is_counted(chat):
    page = Page(chat)

    for identity in (
        signed(secret="f" * 32),
        signed(lasts=-100),
        {"jwt": "x"},
        {"user": "u", "hash": "0" * 64},
        "x",
        [],
    ):
        answer = page.visit(identity=identity)
        assert (answer.status_code, answer.json()["code"]) == (401, "identity_refused")

    assert sum(SecurityEvent.objects.values_list("count", flat=True)) == 6
    assert not Visitor.objects.exists()


def test_an_older_secret_works_until_it_is_removed(chat):
    save_connection(chat.channel, by=actors.SYSTEM, secrets={"identity": ["n" * 40, SECRET]})
    assert Page(chat).visit(identity=signed()).status_code == 200

    save_connection(chat.channel, by=actors.SYSTEM, secrets={"identity": ["n" * 40]})
    assert Page(chat).visit(identity=signed()).status_code == 401


def test_another_channels_secret_opens_nothing_here(chat):
    other = a_web_chat(secret="o" * 40)

    assert Page(chat).visit(identity=signed(secret="o" * 40)).status_code == 401
    assert Page(other).visit(identity=signed(secret="o" * 40)).status_code == 200


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
    page = a_visitor(chat, identity=signed("a"))
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


def test_an_address_that_is_typed_joins_nobody_and_shows_nothing_of_theirs(chat):
    rina = a_customer("rina@example.test")
    a_ticket(customer=rina)
    page = a_visitor(chat)
    page.say("details", token=page.token, email="rina@example.test", name="Rina")
    page.write("It is me, Rina")

    assert Ticket.objects.get(channel=chat.channel).customer != rina
    assert page.visit().json()["feed"]["messages"][0]["text"] == "It is me, Rina"
    assert list(rina.identities.values_list("kind", flat=True)) == ["mail"]


def test_an_address_that_the_site_has_verified_is_the_customers(chat):
    rina = a_customer("rina@example.test")

    a_visitor(chat, identity=signed(email="Rina@example.test", email_verified=True)).write("Hi")

    assert Ticket.objects.get(channel=chat.channel).customer == rina


@pytest.mark.parametrize("verified", [None, False, "true", 1])
def test_one_that_it_only_names_is_not(chat, verified):
    rina = a_customer("rina@example.test")

    a_visitor(chat, identity=signed(email="rina@example.test", email_verified=verified)).write("Hi")

    assert Ticket.objects.get(channel=chat.channel).customer != rina


NUMBER = "+6281234567890"


def test_a_number_that_the_site_has_verified_is_the_customers_who_wrote_from_it_on_whatsapp(chat):
    rina = a_customer(NUMBER, kind="whatsapp", name="Rina")

    a_visitor(chat, identity=signed(phone=NUMBER, phone_verified=True)).write("Hi")

    assert Ticket.objects.get(channel=chat.channel).customer == rina
    assert not rina.said_addresses.exists()


@pytest.mark.parametrize("verified", [None, False, "true", 1])
def test_a_number_that_it_only_names_is_a_hint(chat, verified):
    rina = a_customer(NUMBER, kind="whatsapp", name="Rina")

    a_visitor(chat, identity=signed(phone=NUMBER, phone_verified=verified)).write("Hi")

    customer = Ticket.objects.get(channel=chat.channel).customer
    assert customer != rina
    assert list(customer.said_addresses.values_list("address", flat=True)) == [NUMBER]


def test_a_number_that_is_typed_joins_nobody_and_replaces_none_that_the_site_has_verified(chat):
    rina = a_customer(NUMBER, kind="whatsapp", name="Rina")
    save_connection(chat.channel, by=actors.SYSTEM, options={**chat.options, "asks": ASKS})
    page = a_visitor(chat)
    page.say("details", token=page.token, phone=NUMBER)
    page.write("It is me, Rina")
    assert Ticket.objects.get(channel=chat.channel).customer != rina

    proved = a_visitor(chat, identity=signed(phone=NUMBER, phone_verified=True))
    proved.say("details", token=proved.token, phone="+6289999999999")

    assert Visitor.objects.get(key=proved.key).phone == NUMBER


ASKS = {"when": "always", "fields": [{"name": "phone", "required": False}]}


@pytest.mark.parametrize(("base", "customers"), [(None, 2), ("shop", 1)])
def test_one_number_at_two_sites_is_one_person_only_if_they_share_their_users(db, base, customers):
    options = {"user_base": base} if base else {}
    for site in (a_web_chat(**options), a_web_chat(**options)):
        a_visitor(site, identity=signed()).write("Hi")

    assert Customer.objects.count() == customers


def test_where_signing_in_is_required_nothing_works_without(db):
    chat = a_web_chat(identity="required")

    answer = Page(chat).visit()

    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
    assert Page(chat).visit(identity=signed()).status_code == 200


def test_where_it_is_off_nobody_is_believed(db):
    chat = a_web_chat(identity="off")

    a_visitor(chat, identity=signed()).write("Hi")

    assert not Visitor.objects.exclude(subject="").exists()


def test_proof_that_has_run_out_has_to_be_brought_again(chat):
    page = a_visitor(chat, identity=signed(lasts=1))
    Visitor.objects.update(identity_until="2026-01-01T00:00Z")

    answer = page.write("Hi")

    assert (answer.status_code, answer.json()["code"]) == (401, "identity_expired")
    page.visit(identity=signed())
    assert page.write("Hi").status_code == 202


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
