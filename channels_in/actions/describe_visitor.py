from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from channels_in.models import Visitor
from channels_in.webchat.visitors import current_ticket, customers_of
from events import actors
from tickets.changing import lock
from tickets.recording import record_on


@transaction.atomic
def describe_visitor(visitor: Visitor, *, typed: Mapping[str, str], consent: str = "") -> None:
    """What they typed before they began: shown as typed, believed by nobody, and no address of theirs.

    What their site has signed is not typed over.
    """
    now = timezone.now()
    fields: dict[str, Any] = {name: value for name, value in typed.items() if value}
    for name, is_signed in (("email", visitor.email_is_signed), ("phone", visitor.phone_is_signed)):
        if is_signed:
            fields.pop(name, None)
    fields["described_at"] = now
    if consent:
        fields |= {"consent_at": now, "consent_text": consent}
    for name, value in fields.items():
        setattr(visitor, name, value)
    visitor.save(update_fields=list(fields))
    customers = customers_of(visitor)
    if "name" in fields:
        customers.filter(name="").update(name=fields["name"])
    ticket = current_ticket(visitor)
    customer = customers.first()
    if ticket and customer:
        lock(ticket)
        record_on(ticket, "visitor.described", by=actors.customer(customer))
