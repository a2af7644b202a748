from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tickets.models.delivery import Delivery


class DeliveryPart(models.Model):
    """One message at the provider of those that a reply became there: docs/adr/0013."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="parts")
    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Delivery.Status, default=Delivery.Status.QUEUED)
    provider_id = models.CharField(max_length=255, blank=True, default="")
    reason = models.CharField(max_length=40, blank=True, default="")  # code: tickets/delivery_reasons.py
    detail = models.TextField(blank=True, default="")
    file = models.CharField(max_length=255, blank=True, default="")  # what the provider calls our upload

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "number"], name="deliverypart_once"),
            models.UniqueConstraint(
                fields=["channel", "provider_id"],
                condition=~Q(provider_id=""),
                name="deliverypart_provider_id",
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.number} of delivery {self.delivery_id}: {self.status}"
