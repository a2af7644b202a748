"""Words of one of the two."""

from events import actors
from people.models import Customer
from tests.builders import receives

BY = actors.SYSTEM
NUMBER = "+6281234567890"


def writes(customer: Customer, channel, *, address: str = "", **message):
    """On a channel without threads, from that address."""
    fields = {"from_address": address} if address else {}
    return receives(channel=channel, customer=customer, joins_active=True, **fields, **message)
