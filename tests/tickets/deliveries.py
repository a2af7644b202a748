"""A message on its way, and what is told of its ticket."""

from events.models import Event
from tests.builders import a_reply, a_ticket
from tickets.models import Delivery


def a_delivery(status: str = "queued", **ticket) -> Delivery:
    delivery = a_reply(a_ticket(**ticket)).delivery
    Delivery.objects.filter(pk=delivery.pk).update(status=status)
    return Delivery.objects.get(pk=delivery.pk)


def kinds() -> list[str]:
    return list(
        Event.objects.filter(kind__startswith="delivery.").order_by("pk").values_list("kind", flat=True)
    )
