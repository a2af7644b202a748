"""Whom the bot cannot write to is known, from the block itself or from the refusal, until they are back."""

import pytest

from channels_in import delivery
from channels_in.telegram.fake import error
from people.models import Customer
from tests.builders import a_reply
from tests.channels_in.telegram.hooks import BUDI, a_bot, a_message, a_said, arrives
from tickets.models import Delivery
from tickets.refusals import Refused
from tickets.ways import all_ways_to

pytestmark = pytest.mark.django_db(transaction=True)
LATER = 4102444800  # a date of theirs that is after all that happens here


@pytest.fixture
def connection():
    return a_bot(name="Bot")


@pytest.fixture
def ticket(client, connection, bot):
    return arrives(client, connection, a_said()).message.ticket


def shut(ticket):
    return [way.shut for way in all_ways_to(ticket)]


def member(client, connection, before, after, at=LATER):
    change = a_message(old_chat_member={"status": before}, new_chat_member={"status": after}, date=at)
    return arrives(client, connection, my_chat_member=change)


def test_who_blocks_the_bot_is_not_written_to_until_they_let_it_in_again(client, connection, ticket):
    assert member(client, connection, "member", "kicked").reason == "unreachable"
    assert shut(ticket) == ["blocked"]
    with pytest.raises(Refused, match="customer_unreachable"):
        a_reply(ticket)

    assert member(client, connection, "kicked", "member", LATER + 60).reason == "reachable"
    assert shut(ticket) == [""]


def test_who_blocked_the_bot_and_comes_back_the_other_way_round_is_reachable(client, connection, ticket):
    """Two queues of theirs: the older update may be the later one."""
    member(client, connection, "kicked", "member", LATER + 60)
    member(client, connection, "member", "kicked", LATER)

    assert shut(ticket) == [""]


def test_what_telegram_refuses_says_the_same(client, connection, ticket, bot):
    bot.moods.then(error(403, "Forbidden: bot was blocked by the user"))
    reply = a_reply(ticket)

    delivery.deliver_due(connection.channel_id)

    assert Delivery.objects.get(message=reply).reason == "blocked"
    assert shut(ticket) == ["blocked"]


def test_who_starts_the_bot_again_is_reachable(client, connection, ticket):
    member(client, connection, "member", "kicked")

    assert arrives(client, connection, a_said("/start", date=LATER + 60)).reason == "started"

    assert shut(ticket) == [""]
    assert ticket.messages.count() == 1


def test_a_block_of_somebody_unknown_makes_nobody(client, connection, db):
    member(client, connection, "member", "kicked")

    assert not Customer.objects.filter(identities__address=str(BUDI)).exists()
