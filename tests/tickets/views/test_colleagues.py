"""Whom "@" in a note can name."""

import pytest

from tests.builders import a_team, an_agent
from tickets.models import Notification

pytestmark = pytest.mark.django_db


def test_everybody_who_works_here_can_be_named_by_what_means_them_alone(client, agent, ticket):
    dimas = an_agent(a_team(), name="Dimas Prasetyo")
    twins = [an_agent(name="Sarah Lim") for _ in range(2)]
    an_agent(name="Gone Away", is_active=False)

    told = client.get(f"/tickets/{ticket.pk}/colleagues/").json()

    assert [one["handle"] for one in told["people"]] == ["Dimas Prasetyo", *(one.email for one in twins)]
    assert {"dimas", "dimas prasetyo", dimas.email} <= set(told["names"])
    assert "sarah" not in told["names"]
    assert agent.name not in {one["name"] for one in told["people"]}


def test_what_the_list_puts_into_a_note_tells_who_is_meant(client, ticket):
    an_agent(name="Sarah Lim")
    an_agent(name="Sarah Lim")
    handle = client.get(f"/tickets/{ticket.pk}/colleagues/").json()["people"][1]["handle"]

    client.post(
        f"/tickets/{ticket.pk}/notes/",
        {"text": f"@{handle} tolong", "client_key": "6a4f1f3e-8f0b-4a53-9d7e-0d3c0b1c7a11"},
    )

    assert Notification.objects.get(kind="mentioned").agent.email == handle
