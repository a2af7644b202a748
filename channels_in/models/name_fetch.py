from __future__ import annotations

from typing import ClassVar

from django.db import models

from events.claimable import Claimable, ClaimableQuerySet


class NameFetch(Claimable):
    """What somebody calls themselves, where messages say only their number: their provider is asked once,
    afterwards. Kept when it is done: who has no name there is not asked for again with each message.
    """

    max_attempts: ClassVar[int] = 6

    channel = models.ForeignKey("tickets.Channel", models.CASCADE, related_name="+")
    address = models.CharField(max_length=320)  # of an Identity of the channel's kind
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimableQuerySet["NameFetch"].as_manager()

    class Meta(Claimable.Meta):
        verbose_name_plural = "name fetches"
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(fields=["channel", "address"], name="name_fetch_once"),
        ]

    def __str__(self) -> str:
        return f"name of {self.address}"
