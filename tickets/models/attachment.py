from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from people.models import Agent


def new_key() -> str:
    """192 random bits: what the URL carries and what the file is called on disk."""
    return secrets.token_urlsafe(24)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, agent: Agent) -> Self:
        """Those of visible tickets, and the agent's own uploads to a draft."""
        return self.filter(_said_on(Ticket.objects.visible_to(agent)) | _uploaded_by(agent))

    def readable_by(self, agent: Agent) -> Self:
        """Also those of what stands behind an internal ticket; a draft is its writer's alone."""
        return self.filter(_said_on(Ticket.objects.readable_by(agent)) | _uploaded_by(agent))


def _said_on(tickets: QuerySet[Ticket]) -> Q:
    """Looked up for each file: among other ways of seeing it, a million tickets would be gone through."""
    with_message = Exists(tickets.filter(pk=OuterRef("message__ticket")))
    return Q(with_message) | Q(Exists(tickets.filter(pk=OuterRef("note__ticket"))))


def _uploaded_by(agent: Agent) -> Q:
    seen = Exists(Ticket.objects.visible_to(agent).filter(pk=OuterRef("draft__ticket")))
    return Q(seen, draft__agent=agent)


class Attachment(models.Model):
    """A file of exactly one message, note or draft. Bytes lie under a random name outside the web root."""

    class State(models.TextChoices):
        HERE = "here"
        WAITING = "waiting"  # the provider has it still: channels_in.MediaFetch gets it
        LOST = "lost"  # it could not be got; `reason` says why

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.HERE, db_default=State.HERE)
    reason = models.CharField(
        max_length=40, blank=True, default="", db_default=""
    )  # code: tickets/file_reasons.py
    message = models.ForeignKey(
        "tickets.Message", models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    note = models.ForeignKey(
        "tickets.Note", models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        "tickets.Draft", models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    name = models.CharField(max_length=255)  # as the sender called it: shown and quoted, never a path
    content_type = models.CharField(max_length=100)  # from the bytes, not from the sender
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_id = models.CharField(max_length=255, blank=True, default="")
    is_inline = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(message__isnull=False, note=None, draft=None)
                | Q(message=None, note__isnull=False, draft=None)
                | Q(message=None, note=None, draft__isnull=False),
                name="attachment_has_one_home",
            ),
        ]

    def __str__(self) -> str:
        return self.name
