"""What cannot be stored or makes no sense is answered in words: never a crash (N21, N44, N68)."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests import builders
from tests.channels_in.form.visitor import a_form
from tests.channels_in.mails import work
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db
NOTHING = "\x00"
LONE = "\ud800"
ONE_LINE = "a" * 1_000_000


@pytest.mark.parametrize("word", [f"a{NOTHING}b", ONE_LINE], ids=["zero byte", "one line of a megabyte"])
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("subject", "to"),
        ("tags", "name"),
        ("priority", "to"),
        ("category", "to"),
        ("assignment", "to"),
        ("transfer", "to"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_in_words(agent_client, ticket, name, field, word):
    answer = agent_client.post(
        reverse(f"tickets:{name}", args=[ticket.pk]), {field: word}, headers={"X-Requested-With": "fetch"}
    )

    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("name", ["replies", "notes"])
@pytest.mark.parametrize("field", ["text", "client_key", "to", "seen_message_id"])
def test_a_message_with_a_zero_byte_is_refused_in_words(agent_client, ticket, name, field):
    said = {"text": "Halo", "client_key": str(uuid4()), field: f"a{NOTHING}b"}

    answer = agent_client.post(
        reverse(f"tickets:{name}", args=[ticket.pk]), said, headers={"X-Requested-With": "fetch"}
    )

    if name == "notes" and field not in {"text", "client_key"}:
        assert answer.status_code == 201  # no field of a note
    else:
        assert (answer.status_code, Message.objects.filter(direction="outbound").count()) == (422, 0)


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"text": f"a{NOTHING}b", "version": 0}),
        json.dumps({"text": LONE, "version": 0}),
        json.dumps({"text": "a", "version": 10**30}),
        json.dumps({"text": ["a"], "version": {"a": 1}}),
        "[" * 100_000,
        "nonsense",
        "",
        "null",
    ],
)
def test_a_draft_that_cannot_be_kept_is_refused_in_words(agent_client, ticket, body):
    answer = agent_client.put(reverse("tickets:draft", args=[ticket.pk, "reply"]), body, "application/json")

    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert answer.json()["error"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", f"a{NOTHING}b.png", "‮gnp.exe", "", "x" * 5000, "a\r\nb: c"]
)
def test_any_name_of_a_file_can_be_attached_or_is_refused_in_words(agent_client, ticket, name):
    boundary = "limit"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: image/svg+xml\r\n\r\nbytes\r\n--{boundary}--\r\n"
    ).encode("utf-8", "surrogatepass")

    answer = agent_client.post(
        reverse("tickets:draft-files", args=[ticket.pk, "reply"]),
        body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers={"X-Requested-With": "fetch"},
    )

    assert answer.status_code in {201, 400}
    if answer.status_code == 201:
        assert "/" not in answer.json()["name"]
        assert NOTHING not in answer.json()["name"]


@pytest.mark.parametrize("field", ["name", "email", "subject", "text"])
def test_a_visitor_who_sends_a_zero_byte_is_told(field):
    form = a_form()
    said = {
        "name": "Rina",
        "email": "rina@people.example",
        "subject": "Paket",
        "text": "Halo",
        field: f"a{NOTHING}b@x.example",
    }

    answer = Client(raise_request_exception=False).post(f"/forms/{form.token}/", said)

    assert answer.status_code == 422


def test_names_that_turn_the_reading_direction_or_show_nothing_are_kept_and_shown(agent_client, ticket):
    form = a_form(channel={"team": ticket.team})
    said = {"name": "Ri‮na​", "email": "rina@people.example", "subject": "a‮b​c", "text": "Halo"}
    Client().post(f"/forms/{form.token}/", said)
    work()

    kept = Ticket.objects.latest("pk")

    assert agent_client.get(f"/tickets/{kept.pk}/").status_code == 200
    assert "‮" not in kept.customer.name + kept.subject


@pytest.mark.parametrize("field", ["login", "password"])
def test_signing_in_with_a_zero_byte_is_a_wrong_password(field):
    said = {"login": "somebody@alur.test", "password": "something", field: f"a{NOTHING}b"}

    assert Client(raise_request_exception=False).post("/accounts/login/", said).status_code == 200


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("settings:new-team", {"name": "a\x00b"}),
        ("settings:new-agent", {"name": "a\x00b", "email": "a\x00@x.example"}),
        ("settings:new-rule", {"name": "a\x00b"}),
        ("settings:new-category", {"name": "a\x00b", "key": "a\x00"}),
        ("settings:new-calendar", {"name": "a\x00b", "mon": "\x00"}),
        ("settings:new-organisation", {"name": "a\x00b", "domains": "\x00"}),
        ("settings:company", {"name": "a\x00b"}),
    ],
)
def test_a_setting_with_a_zero_byte_keeps_what_was_typed(ticket, name, fields):
    client = Client(raise_request_exception=False)
    client.force_login(builders.an_admin())

    assert client.post(reverse(name), fields).status_code == 422


@pytest.mark.parametrize("charset", ["idna", "bz2", "rot13", "undefined", "utf-16", "nonsense"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b", "application/x-www-form-urlencoded"])
def test_a_form_is_read_as_our_pages_are_written_whatever_it_says(charset, kind):
    fields = {
        "multipart": b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xc3\xa9\xff\r\n--b--\r\n'
    }
    body = fields.get(kind.partition("/")[0], b"text=%C3%A9%FF")

    answer = Client(raise_request_exception=False).generic(
        "POST", f"/forms/{a_form().token}/", body, f"{kind}; charset={charset}"
    )

    assert answer.status_code == 422
    assert "é" in answer.content.decode()
