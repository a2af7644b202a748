"""What a blocked visitor writes waits in quarantine, until somebody lets them write again."""

from __future__ import annotations

import pytest

from tests.builders import a_ticket, an_admin, an_agent
from tests.channels_in.webchat.visitor import a_visitor, signed
from tickets.models import Message, Ticket


def press(client, ticket, **said):
    return client.post(f"/tickets/{ticket.pk}/visitor/block/", said, headers={"HX-Request": "true"})


def words():
    return list(Message.objects.order_by("pk").values_list("text", flat=True))


@pytest.mark.parametrize("identity", [None, "Signed-7@Shop"])
def test_a_blocked_visitor_reaches_nobody_until_an_agent_lets_them(chat, team, client, identity):
    visitor = a_visitor(chat, **({"identity": signed(identity)} if identity else {}))
    other = a_visitor(chat)
    visitor.write("You fools")
    ticket = Ticket.objects.get()
    client.force_login(an_agent(team))

    assert "what they write waits in quarantine" in press(client, ticket).content.decode()
    assert visitor.write("You idiots").status_code == 202
    other.write("Hello?")
    assert words() == ["You fools", "Hello?"]

    assert "Block this visitor" in press(client, ticket, _method="delete").content.decode()
    visitor.write("I am sorry")
    assert words() == ["You fools", "Hello?", "I am sorry"]


def test_an_admin_finds_them_among_the_blocked_and_lets_them_write(visitor, team, client):
    visitor.write("You fools")
    ticket = Ticket.objects.get()
    client.force_login(an_agent(team))
    press(client, ticket)

    client.force_login(an_admin())
    page = client.get("/settings/blocks/")
    assert f"-{ticket.pk}" in page.content.decode()
    assert visitor.key not in page.content.decode()
    client.post(f"/settings/blocks/{page.context['blocks'].get().pk}/removal/")

    visitor.write("I am sorry")
    assert words() == ["You fools", "I am sorry"]


def test_who_does_not_see_the_ticket_blocks_nobody_on_it(visitor, client):
    visitor.write("You fools")
    client.force_login(an_agent())

    assert press(client, Ticket.objects.get()).status_code == 404
    visitor.write("Still here")
    assert words() == ["You fools", "Still here"]


def test_a_ticket_of_another_channel_has_nobody_to_block(team, client):
    client.force_login(an_agent(team))

    assert press(client, a_ticket(team=team)).status_code == 404
