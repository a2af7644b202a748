"""Who is calling: known by their number, or nobody."""

import pytest

from tests.channels_in.voice.calls import BUDI, Caller
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("hidden", ["anonymous", "+266696687", ""])
def test_who_hides_their_number_is_somebody_else_each_time(phone, hidden):
    Caller(phone, hidden).presses("2")
    Caller(phone, hidden).presses("2")

    first, second = Ticket.objects.all()
    assert first.customer_id != second.customer_id
    assert not first.customer.identities.exists()


def test_a_caller_is_who_writes_by_text_message_from_that_number(phone, budi):
    from people.identity import identify

    known = identify(kind="sms", address=BUDI, name="Budi")

    budi().presses("2")

    assert Ticket.objects.get().customer == known
