"""Who changed what we know of a customer last, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from events.models import ActorKind, Event
from people.models import Agent, Customer
from tickets.forms.customer import LABELS


def last_change(customer: Customer) -> str:
    """Nothing, if it was nobody in person."""
    found = Event.objects.filter(kind="customer.changed", customer_id=customer.pk).order_by("-pk").first()
    if found is None or found.actor_kind != ActorKind.AGENT:
        return ""
    name = Agent.objects.filter(pk=found.actor_id).values_list("name", flat=True).first()
    what = ", ".join(str(LABELS[field]) for field in found.data["fields"] if field in LABELS)
    return _("%(name)s changed: %(what)s.") % {"name": name, "what": what}
