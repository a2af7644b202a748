"""What an agent reads beside a web chat."""

from __future__ import annotations

from tests.builders import a_ticket, an_agent
from tests.channels_in.webchat.visitor import a_visitor, signed
from tickets.models import Channel, Ticket


def beside(client, team, ticket=None):
    client.force_login(an_agent(team))
    return client.get(f"/tickets/{(ticket or Ticket.objects.get()).pk}/visitor/").content.decode()


def test_who_is_there_and_where_and_what_they_typed(chat, client, team, mailbox):
    page = {"url": "https://shop.example/p/sora", "title": "Sora <180>"}
    visitor = a_visitor(chat, page=page)
    visitor.say("details", token=visitor.token, email="made@people.example")
    visitor.write("Hello?")

    shown = beside(client, team)

    assert "Here now" in shown
    assert "Sora &lt;180&gt;" in shown
    assert "made@people.example" in shown
    visitor.say("leave", token=visitor.token)
    assert "Here now" not in beside(client, team)


def test_before_an_answer_is_written_it_is_said_what_becomes_of_it(chat, client, team, mailbox):
    visitor = a_visitor(chat)
    visitor.say("details", token=visitor.token, email="made@people.example")
    visitor.write("Hello?")
    assert "data-away" not in beside(client, team)

    visitor.say("leave", token=visitor.token)
    assert "They have left. What is not read here within 2 minutes goes to made@people.example." in away(
        client, team
    )
    Channel.objects.filter(pk=mailbox.channel_id).update(is_active=False)
    assert "No mail channel passes answers on" in away(client, team)


def away(client, team):
    return beside(client, team).partition('data-away="')[2].partition('"')[0]


def test_who_left_no_address_cannot_be_reached_later(visitor, client, team):
    visitor.write("Hello?")

    assert "Left no email address" in beside(client, team)


def test_whom_the_site_confirms_is_called_confirmed(chat, client, team):
    a_visitor(chat, identity=signed()).write("Hello?")

    assert "confirmed by the site" in beside(client, team)


def test_a_ticket_of_another_channel_has_no_visitor(db, client, team):
    assert "Visitor" not in beside(client, team, a_ticket(team=team))
