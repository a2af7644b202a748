from __future__ import annotations

from typing import ClassVar

from django.db import models


class Unreachable(models.Model):
    """That nothing can be sent to an address by a channel, and why; or, without a reason, that it can again.
    It holds until the person writes there once more: tickets/reachability.py.
    """

    identity = models.ForeignKey("people.Identity", models.CASCADE, related_name="unreachable")
    channel = models.ForeignKey("tickets.Channel", models.CASCADE, related_name="+")
    reason = models.CharField(max_length=40, blank=True, default="")  # code of tickets/delivery_reasons.py
    since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "unreachable"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["identity", "channel"], name="unreachable_once"),
        ]

    def __str__(self) -> str:
        return f"{self.identity_id} by {self.channel_id}: {self.reason}"
