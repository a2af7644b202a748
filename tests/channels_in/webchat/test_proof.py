"""What the company's own site has signed is believed, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode

import pytest

from channels_in.actions.save_connection import save_connection
from channels_in.models import SecurityEvent, Visitor
from channels_in.webchat.proof import NotBelieved, read_hash, read_token
from events import actors
from tests.channels_in.webchat.visitor import SECRET, a_visitor, a_web_chat, signed
from tests.channels_in.webchat.visitor import Visitor as Page

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
