from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

FILES = frozenset({"image", "video", "document", "gif"})


class MessageTemplateQuerySet(models.QuerySet["MessageTemplate"]):
    def sendable(self) -> Self:
        """What may go out today: approved by the provider, and of a shape that we can fill in."""
        return self.filter(status=MessageTemplate.Status.APPROVED, is_supported=True)


class MessageTemplate(models.Model):
    """A message whose words the provider has approved: it may be sent outside of the window.

    Written only from the provider's own list (channels_in/actions/keep_templates.py), once for each channel
    that may use it. `components`, checked and brought into one shape:
    {"header": {"format": "text"|"image"|"video"|"document"|"location"|…, "text", "variables": […]},
    "body": {"text", "variables": […]}, "footer": text, "buttons": [{"kind": "url"|"quick_reply"|"copy_code"|
    "phone_number"|…, "text", "url", "variables": […]}]}; what a template does not have is left out.
    A variable: {"name": as between the braces ("1", "order_number"), "example": text or ""}.
    """

    class Status(models.TextChoices):
        APPROVED = "approved", _("Approved")
        PENDING = "pending", _("Waiting for approval")
        REJECTED = "rejected", _("Rejected")
        PAUSED = "paused", _("Paused by the provider")
        DISABLED = "disabled", _("Switched off by the provider")
        DELETED = "deleted", _("No longer in the provider’s list")
        UNKNOWN = "unknown", _("Unknown")

    class Category(models.TextChoices):
        UTILITY = "utility", _("Service")
        MARKETING = "marketing", _("Marketing")
        AUTHENTICATION = "authentication", _("Sign-in codes")
        OTHER = "other", _("Other")

    channel = models.ForeignKey("tickets.Channel", models.CASCADE, related_name="templates")
    name = models.CharField(max_length=512)
    language = models.CharField(max_length=20)  # exactly as the provider lists it: "id", "en_US"
    provider_id = models.CharField(max_length=64, blank=True, default="")
    status = models.CharField(max_length=12, choices=Status, default=Status.UNKNOWN)
    reason = models.CharField(
        max_length=500, blank=True, default=""
    )  # the provider's, why it is not approved
    category = models.CharField(max_length=16, choices=Category, default=Category.OTHER)
    is_named = models.BooleanField(default=False)  # variables are sent by name, not by their order
    components = models.JSONField(default=dict)
    is_supported = models.BooleanField(default=True)  # no part of it is of a kind that we do not fill in
    changed_at = models.DateTimeField(auto_now=True)

    objects = MessageTemplateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "name", "language"], name="messagetemplate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    @property
    def can_be_filled(self) -> bool:
        return self.is_supported and not self.begins_with_file

    @property
    def begins_with_file(self) -> bool:
        return self.components.get("header", {}).get("format") in FILES
