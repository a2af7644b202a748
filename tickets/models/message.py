from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tickets.models.of_ticket import OfTicketQuerySet
from tickets.models.ticket import Ticket


class Message(models.Model):
    """One thing said to or by the customer. What only agents see is a Note, which nothing can send."""

    class Direction(models.TextChoices):
        INBOUND = "inbound"
        OUTBOUND = "outbound"

    class AuthorKind(models.TextChoices):
        CUSTOMER = "customer"
        AGENT = "agent"
        SYSTEM = "system"  # acknowledgements and the like: never answers a promise

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages")
    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction)
    author_kind = models.CharField(max_length=10, choices=AuthorKind)
    agent = models.ForeignKey("people.Agent", models.PROTECT, null=True, blank=True, related_name="+")
    customer = models.ForeignKey("people.Customer", models.PROTECT, null=True, blank=True, related_name="+")
    from_name = models.CharField(max_length=200, blank=True, default="")
    from_address = models.CharField(max_length=320, blank=True, default="")
    recipients = models.JSONField(
        default=dict, blank=True
    )  # {"to": [[name, address]], "cc": […]}, frozen at writing
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")  # what was newly written; outbound: light Markdown
    quoted = models.TextField(blank=True, default="")  # what it quotes, folded in the timeline
    signature = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")  # sanitised; shown in a sandboxed frame
    has_remote_images = models.BooleanField(default=False)
    is_auto_reply = models.BooleanField(
        default=False
    )  # inbound, written by a machine: folded, changes nothing
    is_trusted = models.BooleanField(
        default=True
    )  # False: the sender is no known participant or failed authentication
    remarks = models.JSONField(
        default=list, blank=True
    )  # codes of what was capped, cut or refused when reading it
    invites = models.JSONField(
        default=list, db_default=[], blank=True
    )  # what its calendar invitations say, as channels_in read them
    extras = models.JSONField(
        default=list, db_default=[], blank=True
    )  # what came beside words: a place, a choice, a story … as tickets/extras.py reads them
    replies_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the message that it quotes, on channels where one can
    reactions = models.JSONField(
        default=list, db_default=[], blank=True
    )  # [{"by": "customer"|"agent", "who": id, "emoji", "at"}]
    former = models.JSONField(
        default=list, db_default=[], blank=True
    )  # the words before its author changed them: [{"text", "until"}], oldest first
    taken_back_at = models.DateTimeField(null=True, blank=True)  # by its author, at the provider
    provider_id = models.CharField(max_length=255, blank=True, default="")  # mail: Message-ID without <>
    in_reply_to = models.JSONField(default=list, blank=True)  # provider ids, nearest first
    client_key = models.UUIDField(
        null=True, blank=True, default=None
    )  # the composer's: a double click sends once
    sent_at = models.DateTimeField()  # by the sender's clock for inbound; orders nothing by itself
    created_at = models.DateTimeField()  # received or written, by ours
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # undone before it left

    objects = OfTicketQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["ticket", "created_at", "id"], name="message_timeline"),
            models.Index(fields=["channel", "created_at"], name="message_of_channel"),
            models.Index(fields=["provider_id"], condition=~Q(provider_id=""), name="message_provider_id"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client_key"], name="message_once_per_client_key"),
            models.CheckConstraint(
                condition=Q(direction="inbound", author_kind="customer") | Q(direction="outbound"),
                name="message_inbound_is_the_customers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.pk} on {self.ticket_id}"

    @property
    def is_inbound(self) -> bool:
        return self.direction == self.Direction.INBOUND


class Note(models.Model):
    """What only agents see. No row of the outbound path can refer to one."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="notes")
    agent = models.ForeignKey("people.Agent", models.PROTECT, related_name="+")
    text = models.TextField()
    client_key = models.UUIDField(default=uuid.uuid4)
    created_at = models.DateTimeField()

    objects = OfTicketQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ticket", "created_at", "id"], name="note_timeline")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client_key"], name="note_once_per_client_key"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} on {self.ticket_id}"
