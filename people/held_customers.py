from __future__ import annotations

from people.models import Customer

HELD = "select * from people_customer where id = %s for key share"


def held_as_they_are(customer_id: int) -> Customer:
    """Held against being joined to somebody until the commit. Whom they were joined into while we waited."""
    customer: Customer = Customer.objects.raw(HELD, [customer_id])[0]
    while customer.joined_into_id:
        customer = Customer.objects.raw(HELD, [customer.joined_into_id])[0]
    return customer
