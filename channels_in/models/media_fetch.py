from __future__ import annotations

from typing import ClassVar

from django.db import models

from events.claimable import Claimable, ClaimableQuerySet


class MediaFetch(Claimable):
    """A file that a provider still has. Apart from its message, which nobody waits with: docs/adr/0013."""

    max_attempts: ClassVar[int] = 12

    attachment = models.OneToOneField("tickets.Attachment", models.CASCADE, related_name="fetch")
    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="+")
    ref = models.JSONField(default=dict)  # what the kind's fetch.py needs; may hold the provider's id or URL
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimableQuerySet["MediaFetch"].as_manager()

    class Meta(Claimable.Meta):
        verbose_name_plural = "media fetches"

    def __str__(self) -> str:
        return f"file of attachment {self.attachment_id}"
