"""LINE takes every answer, also to who has blocked us: only a block itself tells."""

import pytest

from tests.builders import a_reply
from tests.channels_in.line.hooks import a_line, a_said, an_event, arrives
from tickets.models import Ticket
from tickets.refusals import Refused
from tickets.ways import all_ways_to

pytestmark = pytest.mark.django_db(transaction=True)
LATER = 4102444800000


def test_who_unfollows_is_not_written_to_until_they_follow_again(client):
    connection = a_line()
    arrives(client, connection, a_said())
    ticket = Ticket.objects.get()

    arrives(client, connection, an_event("unfollow", timestamp=LATER))
    assert [way.shut for way in all_ways_to(ticket)] == ["blocked"]
    with pytest.raises(Refused, match="customer_unreachable"):
        a_reply(ticket)

    arrives(client, connection, an_event("follow", timestamp=LATER + 1, follow={"isUnblocked": True}))
    assert [way.shut for way in all_ways_to(ticket)] == [""]
    assert ticket.messages.count() == 1
