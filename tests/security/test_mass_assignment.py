"""What no form asks for, nobody can send; what is another ticket's is not there (N27, N38, N40, N41)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Agent
from tests import builders
from tests.security.planted import POWER
from tests.tickets.views.test_attachments import PNG
from tickets.actions.attach import attach
from tickets.actions.tag import add_tag
from tickets.incoming import ReceivedAttachment
from tickets.models import Attachment, Message, Note, Ticket

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def agent(team) -> Agent:
    return builders.an_agent(team)


@pytest.fixture
def client(agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("theme", {"theme": "dark"}),
        ("language", {"language": "en"}),
        ("presence", {"status": "busy"}),
        ("beat", {}),
    ],
)
def test_nobody_gives_themselves_a_role(client, agent, place, said):
    before = Agent.objects.values("role", "is_active", "may_triage", "capacity", "email", "password").get(
        pk=agent.pk
    )

    assert client.post(f"/me/{place}/", {**POWER, **said}, headers=FETCH).status_code == 204

    assert Agent.objects.values(*before).get(pk=agent.pk) == before


def test_a_change_of_one_fact_changes_no_other(client, team, agent):
    ticket, other = builders.a_ticket(team=team), builders.an_agent(team)
    said = {
        "to": "Another subject",
        "status": "closed",
        "assignee": other.pk,
        "team": builders.a_team().pk,
        "customer": builders.a_customer().pk,
        "priority": "urgent",
        "created_at": "2001-01-01",
        "number": "1",
    }

    assert client.post(reverse("tickets:subject", args=[ticket.pk]), said, headers=FETCH).status_code == 200

    changed = Ticket.objects.get(pk=ticket.pk)
    assert changed.subject == "Another subject"
    for field in ("status", "assignee_id", "team_id", "customer_id", "priority", "created_at"):
        assert getattr(changed, field) == getattr(ticket, field)


@pytest.mark.parametrize(("place", "rows"), [("replies", Message), ("notes", Note)])
def test_nobody_writes_in_anothers_name_or_with_anothers_files(client, team, agent, place, rows):
    ticket, colleague = builders.a_ticket(team=team), builders.an_agent(team)
    upload = attach(
        ticket, agent=colleague, kind="reply" if rows is Message else "note", name="a.png", chunks=[PNG]
    )
    said = {
        "text": "Halo",
        "client_key": str(uuid4()),
        "seen_message_id": ticket.messages.latest("pk").pk,
        "agent": colleague.pk,
        "author_kind": "customer",
        "direction": "inbound",
        "created_at": "2001-01-01",
        "attachments": upload.key,
        "attachments_of_draft": upload.draft_id,
        "draft": upload.draft_id,
        "channel": builders.a_channel().pk,
    }

    assert client.post(reverse(f"tickets:{place}", args=[ticket.pk]), said, headers=FETCH).status_code == 201

    written = rows.objects.latest("pk")
    assert (written.agent_id, written.attachments.count()) == (agent.pk, 0)
    assert written.created_at.year > 2001
    assert Attachment.objects.get(key=upload.key).draft_id == upload.draft_id


def test_a_ticket_is_given_to_nobody_who_may_not_have_it(client, team):
    ticket = builders.a_ticket(team=team)
    place = reverse("tickets:assignment", args=[ticket.pk])
    for stranger in (
        builders.an_agent(builders.a_team()),
        builders.an_auditor(),
        builders.an_agent(team, is_active=False),
    ):
        assert client.post(place, {"to": stranger.pk}, headers=FETCH).status_code == 400

    assert Ticket.objects.get(pk=ticket.pk).assignee_id is None


@pytest.mark.parametrize("field", ["team", "is_active", "key", "points"])
def test_a_team_or_category_that_is_switched_off_or_unknown_is_no_choice(client, team, field):
    ticket = builders.a_ticket(team=team)
    gone = {
        "transfer": builders.a_team(is_active=False).pk,
        "category": builders.a_category(is_active=False).pk,
    }
    for name, pk in gone.items():
        for wanted in (pk, 10**18, -1, "x", ""):
            answer = client.post(
                reverse(f"tickets:{name}", args=[ticket.pk]), {"to": wanted, field: 1}, headers=FETCH
            )
            assert answer.status_code == (200 if (name, wanted) == ("category", "") else 400)


@pytest.fixture
def foreign():
    """Things of a ticket out of sight, each by the name of its argument."""
    ticket = builders.a_ticket(
        team=builders.a_team(),
        html="<p>x</p>",
        participants=[("Budi", "budi@people.example")],
        attachments=[ReceivedAttachment(name="a.png", content_type="image/png", content=PNG)],
    )
    reply = builders.a_reply(ticket)
    add_tag(ticket, name="vip", by=builders.actors.SYSTEM)
    return {
        "message_id": ticket.messages.exclude(html="").first().pk,
        "delivery_id": reply.delivery.pk,
        "participant_id": ticket.participants.first().pk,
        "tag_id": ticket.tags.first().pk,
        "clock_id": 1,
    }


@pytest.mark.parametrize(
    ("name", "argument", "method"),
    [
        ("tickets:message-html", "message_id", "get"),
        ("tickets:message-text", "message_id", "get"),
        ("tickets:withdrawal", "message_id", "post"),
        ("tickets:retry", "delivery_id", "post"),
        ("tickets:give-up", "delivery_id", "post"),
        ("tickets:participant", "participant_id", "post"),
        ("tickets:tag", "tag_id", "delete"),
    ],
)
def test_under_the_address_of_ones_own_ticket_there_is_nothing_of_another(
    client, team, foreign, name, argument, method
):
    mine = builders.a_ticket(team=team)
    place = reverse(name, kwargs={"ticket_id": mine.pk, argument: foreign[argument]})

    assert getattr(client, method)(place).status_code == 404


def test_a_file_in_a_colleagues_draft_is_neither_seen_nor_removed(client, team):
    ticket = builders.a_ticket(team=team)
    upload = attach(ticket, agent=builders.an_agent(team), kind="reply", name="a.png", chunks=[PNG])

    assert client.get(reverse("tickets:attachment", args=[upload.key])).status_code == 404
    assert (
        client.delete(reverse("tickets:draft-file", args=[ticket.pk, "reply", upload.key])).status_code == 404
    )
    assert Attachment.objects.filter(key=upload.key).exists()
