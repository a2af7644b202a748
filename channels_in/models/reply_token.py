from __future__ import annotations

from django.db import models


class ReplyToken(models.Model):
    """What LINE gives along with a message of a customer: `reply` answers it once and soon, and does not
    count among the month's pushes; `quote` lets an answer quote it, for ever and as often as one likes.
    """

    message = models.OneToOneField("tickets.Message", models.CASCADE, related_name="reply_token")
    reply = models.CharField(max_length=255, blank=True, default="")
    quote = models.CharField(max_length=500, blank=True, default="")
    received_at = models.DateTimeField()
    used_by = models.ForeignKey(
        "tickets.DeliveryPart", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"reply token of message {self.message_id}"
