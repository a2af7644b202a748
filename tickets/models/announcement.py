from __future__ import annotations

from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.claimable import Claimable, ClaimableQuerySet
from tickets.models.delivery import Delivery


class Announcement(models.Model):
    """One text for all incidents of a problem, in each of their languages."""

    class Escalations(models.TextChoices):
        KEEP = "keep", _("They go on")
        CANCEL = "cancel", _("They are called off")

    problem = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="announcements")
    by = models.ForeignKey("people.Agent", models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    texts = models.JSONField(default=dict)  # language → words with placeholders: tickets/announcing/texts.py
    # Where words cannot go, by the id of the channel: {"template": id, "values": {…}}, placeholders in these.
    templates = models.JSONField(default=dict)
    resolves = models.BooleanField(default=False)
    # What becomes of what other functions still do for those that it resolves. Not said: these stay open.
    escalations = models.CharField(max_length=6, choices=Escalations, blank=True, default="", db_default="")
    unseen = models.PositiveIntegerField(default=0)  # incidents that who made it did not see
    client_key = models.UUIDField(unique=True)  # the same click twice makes one
    taken_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"announcement {self.pk} on {self.problem_id}"


class AnnouncedQuerySet(ClaimableQuerySet["Announced"]):
    def went_out(self) -> Self:
        return self.filter(outcome__in=WENT_OUT)

    def still_here(self) -> Self:
        """Of these, what no worker has taken yet to send: each message once, with its own incident."""
        waits = {"message__delivery__status": Delivery.Status.QUEUED, "message__delivery__attempts": 0}
        return self.went_out().filter(message__ticket=F("ticket"), **waits)


class Announced(Claimable):
    """One incident that is owed the text: answered once, whatever dies in the meantime."""

    is_work = True

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        RESOLVED = "resolved", _("Answered and resolved")
        LEFT_OPEN = "left_open", _("Answered, left open: the customer has written since the preview")
        STILL_ASKED = "still_asked", _("Answered, left open: another team still works on it")
        UNLINKED = "unlinked", _("Left out: it is no longer one of the incidents")
        DONE_BEFORE = "done_before", _("Left out: it has been resolved since the preview")
        OUT_OF_SIGHT = "out_of_sight", _("Left out: it has gone out of sight since the preview")
        REFUSED = "refused", _("Could not be answered")
        TAKEN_BACK = "taken_back", _("Taken back")

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="rows")
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="announced")
    seen_message_id = models.BigIntegerField(default=0)  # the customer's newest at the preview
    client_key = models.UUIDField(default=uuid4, unique=True)  # of the reply
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="")
    reason = models.CharField(
        max_length=40, blank=True, default=""
    )  # why it was refused: tickets/announcing/words.py
    # Of another incident of the same customer, if they were told there: tickets/announcing/told.py
    message = models.ForeignKey(
        "tickets.Message", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    objects = AnnouncedQuerySet.as_manager()

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(fields=["announcement", "ticket"], name="announced_once"),
            models.CheckConstraint(
                condition=Q(state="done") | Q(outcome=""), name="announced_has_outcome_once_done"
            ),
        ]

    def __str__(self) -> str:
        return f"answering incident {self.ticket_id}"


WENT_OUT = (
    Announced.Outcome.ANSWERED,
    Announced.Outcome.RESOLVED,
    Announced.Outcome.LEFT_OPEN,
    Announced.Outcome.STILL_ASKED,
)
