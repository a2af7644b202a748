from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from people.models import Agent


def new_key() -> str:
    """192 random bits: what the URL carries and what the file is called on disk."""
    return secrets.token_urlsafe(24)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, agent: Agent) -> Self:
        """Those of visible tickets, and the agent's own uploads to a draft."""
        tickets = Ticket.objects.visible_to(agent)
        return self.filter(
            Q(message__ticket__in=tickets)
            | Q(note__ticket__in=tickets)
            | Q(draft__agent=agent, draft__ticket__in=tickets)
        )

    def readable_by(self, agent: Agent) -> Self:
        """Also those of what stands behind an internal ticket; a draft is its writer's alone."""
        tickets = Ticket.objects.readable_by(agent)
        theirs = Q(draft__agent=agent, draft__ticket__in=Ticket.objects.visible_to(agent))
        return self.filter(Q(message__ticket__in=tickets) | Q(note__ticket__in=tickets) | theirs)


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
