from __future__ import annotations

from typing import ClassVar

from django.db import models

from events.claimable import Claimable, ClaimableQuerySet


class Check(Claimable):
    """Something that a provider is asked about a channel of ours again and again: how we stand with it, which
    templates it has approved, for a new token. What the last asking brought stands in the row: docs/adr/0016.
    """

    is_work: ClassVar[bool] = True

    class What(models.TextChoices):
        STANDING = "standing"
        TEMPLATES = "templates"
        TOKEN = "token"  # noqa: S105 - made new before it ends

    connection = models.ForeignKey("channels_in.Connection", models.CASCADE, related_name="checks")
    what = models.CharField(max_length=12, choices=What)
    done_at = models.DateTimeField(null=True, blank=True)  # the last time that it was asked, whatever it said
    findings = models.JSONField(default=list)  # {"step", "problem", "detail", "facts", "ends_at"} each

    objects = ClaimableQuerySet["Check"].as_manager()

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(fields=["connection", "what"], name="check_once"),
        ]

    def __str__(self) -> str:
        return f"check of connection {self.connection_id}: {self.what}"
