"""What the doors remember in order to refuse: blocked senders, automatic mail, repeats, forgeries."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Block(models.Model):
    """A sender whose messages go to quarantine: never dropped, always releasable."""

    class Kind(models.TextChoices):
        ADDRESS = "address"
        DOMAIN = "domain"
        IDENTITY = "identity"  # of a visitor, who has no address of that sort

    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=320)  # lower case
    reason = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "value"], name="block_once")]

    def __str__(self) -> str:
        return self.value


class AutomaticMail(models.Model):
    """When we last wrote to an address by ourselves: at most one acknowledgement an hour."""

    address = models.CharField(max_length=320, unique=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address


class OutOfHoursReply(models.Model):
    """A customer was told on a channel that we are closed, and until when: once in each such stretch."""

    channel = models.ForeignKey("tickets.Channel", models.CASCADE, related_name="+")
    customer = models.BigIntegerField()  # a number only: joining customers need not know of it
    opens_at = models.DateTimeField()
    message = models.BigIntegerField()  # of theirs, which was answered
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "out of hours replies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["channel", "customer", "opens_at"], name="outofhoursreply_once_a_stretch"
            ),
        ]

    def __str__(self) -> str:
        return f"customer {self.customer} on channel {self.channel_id} until {self.opens_at}"


class IdempotentRequest(models.Model):
    """The answer to a request with an Idempotency-Key, given again to its replays."""

    connection = models.ForeignKey("channels_in.Connection", models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    body_sha256 = models.CharField(max_length=64)
    receipt = models.ForeignKey("channels_in.Receipt", models.PROTECT, related_name="+")
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "key"], name="idempotentrequest_once"),
        ]

    def __str__(self) -> str:
        return self.key


class SecurityEvent(models.Model):
    """A refused knock at a door, counted per connection, kind and hour."""

    connection = models.ForeignKey(
        "channels_in.Connection", models.CASCADE, null=True, blank=True, related_name="security_events"
    )
    kind = models.CharField(max_length=40)  # bad_signature, old_timestamp, unknown_recipient, …
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["connection", "kind", "hour"], name="securityevent_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} x {self.count}"
