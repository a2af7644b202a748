"""Web chat: browsers that visit, and what is owed to those who left."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from events.claimable import Claimable, ClaimableQuerySet

LEEWAY = timedelta(seconds=60)  # clocks of two servers differ


def new_visitor_key() -> str:
    """128 random bits. Public: it opens nothing."""
    return secrets.token_hex(16)


class Visitor(models.Model):
    """One browser at one web chat. Made when the chat is opened; a customer is made by the first message.

    What is typed into the form before a chat stands here, believed by nobody: only what the company's own
    server has signed makes an identity.
    """

    connection = models.ForeignKey("channels_in.Connection", models.PROTECT, related_name="visitors")
    key = models.CharField(max_length=32, unique=True, default=new_visitor_key, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256: the token itself is kept nowhere
    subject = models.CharField(max_length=255, blank=True, default="")  # who the site says that this is
    user_base = models.CharField(max_length=50, blank=True, default="")  # whose numbers subjects are
    identity_until = models.DateTimeField(null=True, blank=True)
    email_is_signed = models.BooleanField(default=False)
    phone_is_signed = models.BooleanField(default=False, db_default=False)
    name = models.CharField(max_length=200, blank=True, default="")
    email = models.CharField(max_length=320, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    topic = models.CharField(max_length=50, blank=True, default="")
    described_at = models.DateTimeField(null=True, blank=True)  # the form before the chat was filled in
    consent_at = models.DateTimeField(null=True, blank=True)
    consent_text = models.CharField(max_length=64, blank=True, default="")  # SHA-256 of what was agreed to
    language = models.CharField(max_length=5, blank=True, default="")
    time_zone = models.CharField(max_length=50, blank=True, default="")
    page = models.CharField(max_length=500, blank=True, default="")  # without its query
    page_title = models.CharField(max_length=200, blank=True, default="")
    browser = models.CharField(max_length=60, blank=True, default="")
    seen_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)  # null: as far as we know there
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["seen_at"], name="visitor_seen")]

    def __str__(self) -> str:
        return f"visitor {self.key}"

    @property
    def address(self) -> str:
        """Under which they write now; of the kind web chat."""
        return self.signed_address or self.own_address

    @property
    def own_address(self) -> str:
        return f"v:{self.key}"

    @property
    def signed_address(self) -> str:
        return f"u:{self.user_base}:{self.subject}" if self.subject else ""

    @property
    def is_proven(self) -> bool:
        """Anonymous, or who they are holds still."""
        return not self.subject or (
            self.identity_until is not None and self.identity_until + LEEWAY > timezone.now()
        )


class Absence(Claimable):
    """A visitor has unread answers: some time later they go by mail, if nobody has read them by then."""

    max_attempts: ClassVar[int] = 8
    is_work: ClassVar[bool] = True

    ticket = models.OneToOneField("tickets.Ticket", models.CASCADE, related_name="absence")
    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="+")
    rounds = models.PositiveSmallIntegerField(default=0)  # in which they were there and did not read

    objects = ClaimableQuerySet["Absence"].as_manager()

    class Meta(Claimable.Meta):
        pass

    def __str__(self) -> str:
        return f"unread answers of ticket {self.ticket_id}"


class PassedOn(models.Model):
    """An answer in a chat that went out by mail as well: once."""

    message = models.OneToOneField("tickets.Message", models.CASCADE, related_name="passed_on")
    by = models.ForeignKey("tickets.Message", models.CASCADE, related_name="passes_on")

    def __str__(self) -> str:
        return f"message {self.message_id} by mail {self.by_id}"


class WayBack(models.Model):
    """A link in such a mail: it opens that one conversation in another browser, once."""

    token_hash = models.CharField(max_length=64, unique=True)
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="+")
    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="ways_back")  # who was away
    used_by = models.ForeignKey(Visitor, models.CASCADE, null=True, blank=True, related_name="came_back_by")
    used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"way back to ticket {self.ticket_id}"
