"""What was said is kept as it was drawn: nobody may see by it what is over, or somebody else's."""

import pytest
from django.core.cache import cache

from events import actors
from tests.builders import a_message, a_reply, a_team, a_ticket, an_agent
from tickets.actions.record_delivery import mark_delivered
from tickets.actions.set_subject import set_subject
from tickets.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def agent(team):
    return an_agent(team, language="en")


@pytest.fixture
def ticket(team):
    return a_ticket(team=team, text="Permukaannya retak", subject="Meja retak")


@pytest.fixture
def conversation(sign_in, agent, ticket):
    """As the agent, or somebody else, reads it now."""

    def read(reader=agent):
        return sign_in(reader).get(f"/tickets/{ticket.pk}/timeline/").content.decode()

    return read


def an_answer_sent(ticket, agent):
    delivery = Delivery.objects.get(message=a_reply(ticket, agent=agent, text="Kami kirim yang baru"))
    Delivery.objects.filter(pk=delivery.pk).update(
        status=Delivery.Status.SENT, state="done", lease_until=None
    )
    return delivery


def test_read_a_second_time_it_says_the_same(conversation, ticket, agent):
    an_answer_sent(ticket, agent)

    assert conversation() == conversation()
    assert cache.get_many(cache_keys())


def test_how_far_an_answer_got_is_true_at_each_look(conversation, ticket, agent):
    delivery = an_answer_sent(ticket, agent)
    assert "Delivered" not in conversation()

    mark_delivered(delivery)

    assert "Delivered" in conversation()


def test_my_own_answers_are_mine_alone(conversation, ticket, agent, team):
    an_answer_sent(ticket, agent)

    assert "data-mine" in conversation()
    assert "data-mine" not in conversation(an_agent(team, language="en"))


def test_each_reads_in_their_own_language(conversation, ticket, agent, team):
    an_answer_sent(ticket, agent)

    assert "Sent" in conversation()
    assert "Terkirim" in conversation(an_agent(team, language="id"))


def test_a_subject_that_is_news_shows_when_the_ticket_is_renamed(conversation, ticket, agent):
    a_message(ticket, text="Kapan?", subject="Meja retak")
    assert 'title="Meja retak"' not in conversation()

    set_subject(ticket, to="Lemari", by=actors.agent(agent))

    assert 'title="Meja retak"' in conversation()


def cache_keys():
    client = cache._cache.get_client(None)
    return [key.decode().removeprefix("alur:1:") for key in client.keys("alur:1:said:*")]
