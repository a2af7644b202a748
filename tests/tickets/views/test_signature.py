"""What is put under a reply: seen before it is sent, and where it stands in the conversation."""

import pytest

from tests.builders import a_channel, a_reply, a_ticket

pytestmark = pytest.mark.django_db

SIGNATURES = {"en": "Kind regards, Nusa Living", "id": "Salam, Nusa Living"}


@pytest.fixture
def ticket(team, agent):
    return a_ticket(team=team, assignee=agent, channel=a_channel(signatures=SIGNATURES, language="en"))


def page(client, ticket):
    return client.get(f"/tickets/{ticket.pk}/").content.decode()


def test_the_composer_shows_what_goes_under_a_reply(client, ticket):
    composer = page(client, ticket).partition('id="composer"')[2]

    assert "Goes under it: Kind regards, Nusa Living" in composer


def test_a_sent_reply_shows_its_signature(client, ticket, agent):
    a_reply(ticket, agent=agent)

    said = page(client, ticket).partition('id="timeline"')[2].partition('id="composer"')[0]

    assert "Kind regards, Nusa Living" in said


def test_where_none_is_put_under_none_is_shown(client, team):
    channel = a_channel(kind="api", signatures=SIGNATURES, language="en")

    assert "Kind regards" not in page(client, a_ticket(team=team, channel=channel))
