from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import InterfaceError, OperationalError, models
from django.db.models import Q
from django.utils import timezone

from events.claimable import Claimable, ClaimableQuerySet
from events.claims import Failure

if TYPE_CHECKING:
    from channels_in.models.connection import Connection
    from people.models import Agent


TROUBLE = (OSError, OperationalError, InterfaceError)  # a full disk, no processes left, a deadlock
PATIENCE = timedelta(days=1)  # with which trouble is waited out; then it counts after all, and a person looks


class Receipt(Claimable):
    """One delivery at a door, kept before anybody understood it. Committed before we say thanks.

    Bytes over 64 kB lie in a file, written, fsynced and renamed before this row commits.
    """

    class Door(models.TextChoices):
        SMTP = "smtp"
        IMAP = "imap"
        HTTP = "http"
        FORM = "form"
        CHAT = "chat"

    max_attempts: ClassVar[int] = 5

    connection = models.ForeignKey(
        "channels_in.Connection", models.PROTECT, null=True, blank=True, related_name="receipts"
    )
    door = models.CharField(max_length=10, choices=Door)
    raw = models.BinaryField(null=True, editable=False)
    raw_file = models.CharField(max_length=200, blank=True, default="")  # below DATA_DIR/receipts
    size = models.PositiveBigIntegerField(default=0)
    envelope = models.JSONField(default=dict, blank=True)  # mail: from, to, peer; HTTP: headers that matter
    source_key = models.CharField(max_length=200, null=True, blank=True)  # imap: cursor:uidvalidity:uid
    received_at = models.DateTimeField()

    objects = ClaimableQuerySet["Receipt"].as_manager()

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(raw__isnull=False) | ~Q(raw_file=""), name="receipt_keeps_its_bytes"
            ),
            models.UniqueConstraint(
                fields=["source_key"], condition=Q(source_key__isnull=False), name="receipt_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk} by {self.door}"

    def is_at_fault(self, error: Exception) -> bool:
        """A file that is gone does not come back by waiting."""
        if not isinstance(error, TROUBLE) or isinstance(error, FileNotFoundError):
            return True
        return timezone.now() - self.received_at > PATIENCE

    @property
    def origin(self) -> Connection:
        """What it came through; every door of ours has a connection."""
        if self.connection is None:
            raise Failure("This receipt belongs to no channel.", permanent=True)
        return self.connection


class ReceiptItemQuerySet(models.QuerySet["ReceiptItem"]):
    def visible_to(self, agent: Agent) -> Self:
        """What has no ticket is seen by admins, and by supervisors of the channel's team."""
        if agent.sees_everything:
            return self
        if agent.role == "supervisor":
            return self.filter(channel__team__in=agent.teams.all())
        return self.none()


class ReceiptItem(models.Model):
    """One message or status inside a receipt, with exactly one outcome; null while it is undecided."""

    class Outcome(models.TextChoices):
        MESSAGE = "message"
        UPDATE = "update"
        QUARANTINED = "quarantined"
        IGNORED = "ignored"
        DEAD = "dead"

    RELEASED: ClassVar = "released"  # the reason from then on

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="items")
    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="+")
    external_id = models.CharField(max_length=255)
    outcome = models.CharField(max_length=12, choices=Outcome, null=True, blank=True)
    reason = models.CharField(max_length=60, blank=True, default="")  # code
    error = models.TextField(blank=True, default="")
    message = models.ForeignKey(
        "tickets.Message", models.PROTECT, null=True, blank=True, related_name="receipt_items"
    )
    preview = models.JSONField(
        default=dict, blank=True
    )  # from, subject: what the quarantine and dead screens list
    repeats = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)  # a person looked and left it; the bytes stay
    discard_note = models.CharField(max_length=200, blank=True, default="")

    objects = ReceiptItemQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["outcome", "-id"],
                condition=Q(outcome__in=["dead", "quarantined"], discarded_at=None),
                name="receiptitem_to_decide",
            ),
            models.Index(  # numbers that a bot was told of: telegram/gaps.py looks at those of a day
                fields=["channel", "received_at"],
                condition=Q(external_id__startswith="update:"),
                name="receiptitem_updates",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="receiptitem_once"),
            models.UniqueConstraint(
                fields=["message"], condition=Q(outcome="message"), name="receiptitem_one_message"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="message") | Q(message__isnull=False),
                name="receiptitem_message_is_there",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.external_id} {self.outcome}"

    @property
    def is_released(self) -> bool:
        """A person took it out of quarantine: what put it there no longer counts."""
        return self.reason == self.RELEASED
