from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.claimable import Claimable, ClaimableQuerySet
from tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from people.models import Agent


class DeliveryQuerySet(ClaimableQuerySet["Delivery"]):
    def visible_to(self, agent: Agent) -> Self:
        return self.filter(message__ticket__in=Ticket.objects.visible_to(agent))

    def stuck(self) -> Self:
        """What will not get any further by itself."""
        return self.filter(status__in=[Delivery.Status.FAILED, Delivery.Status.UNKNOWN])

    def needing_a_decision(self) -> Self:
        return self.stuck().filter(given_up_at=None)


class Delivery(Claimable):
    """One outbound message on its way. Written with the reply; channels_in claims it and sends.

    `state` says whether a worker still owes a try; `status` how far the message got: it only rises.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("delivery", "Queued")
        SENDING = "sending", pgettext_lazy("delivery", "Sending")
        SENT = "sent", pgettext_lazy("delivery", "Sent")
        DELIVERED = "delivered", pgettext_lazy("delivery", "Delivered")
        READ = "read", pgettext_lazy("delivery", "Read")
        FAILED = "failed", pgettext_lazy("delivery", "Not sent")
        UNKNOWN = "unknown", _("Maybe sent")
        WITHDRAWN = "withdrawn", pgettext_lazy("delivery", "Withdrawn")

    message = models.OneToOneField("tickets.Message", models.CASCADE, related_name="delivery")
    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="+")
    idempotency_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    provider_id = models.CharField(max_length=255, blank=True, default="")
    reason = models.CharField(
        max_length=40, blank=True, default=""
    )  # code: tickets/delivery_reasons.py has the words
    detail = models.TextField(blank=True, default="")  # the provider's own words
    tries = models.JSONField(default=list, blank=True)  # [{"at", "outcome", "reason", "detail"}]
    sent_at = models.DateTimeField(null=True, blank=True)
    retried_at = models.DateTimeField(null=True, blank=True)  # a person had it sent again
    given_up_at = models.DateTimeField(null=True, blank=True)  # a person decided to leave it
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta(Claimable.Meta):
        verbose_name_plural = "deliveries"
        indexes: ClassVar = [
            *Claimable.Meta.indexes,
            models.Index(
                fields=["id"],
                condition=Q(status__in=["failed", "unknown"], given_up_at=None),
                name="delivery_undeliverable",
            ),
            models.Index(fields=["provider_id"], condition=~Q(provider_id=""), name="delivery_provider_id"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} {self.status}"
