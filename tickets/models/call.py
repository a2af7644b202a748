"""Telephone calls, as tickets, timelines and supervisors know them. What is said to the provider about them:
channels_in/voice/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models.company import LANGUAGES
from tickets.models.ticket import Ticket

if TYPE_CHECKING:
    from people.models import Agent


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, agent: Agent) -> Self:
        """With its ticket; without one, such as who hung up in the menu, whoever leads."""
        with_ticket = Q(Exists(Ticket.objects.visible_to(agent).filter(pk=OuterRef("ticket"))))
        return self.filter(
            with_ticket | Q(ticket=None) if agent.leads or agent.sees_everything else with_ticket
        )

    def live(self) -> Self:
        return self.exclude(state=Call.State.ENDED)


class Call(models.Model):
    """One telephone call, from its first ring until somebody hangs up. Its state only rises."""

    class State(models.TextChoices):
        MENU = "menu", _("In the voice menu")
        WAITING = "waiting", pgettext_lazy("call", "Waiting")
        TALKING = "talking", _("Talking")
        ENDED = "ended", pgettext_lazy("call", "Ended")

    class Outcome(models.TextChoices):
        """What came of it; empty while it lasts."""

        NONE = "", ""
        ANSWERED = "answered", _("Answered")
        ABANDONED = "abandoned", _("Hung up while waiting")
        VOICEMAIL = "voicemail", _("Left a voicemail")
        CALL_BACK = "call_back", _("Asked to be called back")
        LEFT_IN_MENU = "left_in_menu", _("Hung up in the menu")
        CLOSED = "closed", _("Called while we were closed")
        MISSED = "missed", _("Called while we could not be reached")
        NOT_REACHED = "not_reached", _("Not reached")

    class Direction(models.TextChoices):
        INBOUND = "inbound"
        OUTBOUND = "outbound"  # we called back

    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, blank=True, related_name="calls")
    message = models.OneToOneField(
        "tickets.Message", models.SET_NULL, null=True, blank=True, related_name="call"
    )  # what the timeline shows of it
    agent = models.ForeignKey(
        "people.Agent", models.PROTECT, null=True, blank=True, related_name="+"
    )  # who talks with them, or was the last to
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.INBOUND)
    provider_id = models.CharField(max_length=64)  # of the customer's leg, for as long as they hold the line
    number = models.CharField(max_length=32, blank=True, default="")  # the customer's; none if they hid it
    language = models.CharField(max_length=5, choices=LANGUAGES, default="id")
    place = models.CharField(max_length=60, blank=True, default="")  # where in the menu they are
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    answers = models.JSONField(
        default=list, blank=True
    )  # [{"key", "label", "value", "is_secret"}]: what they said by pressing keys
    state = models.CharField(max_length=10, choices=State, default=State.MENU)
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True, default="")
    started_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField()  # the last sign that they still hold the line
    wait_seconds = models.PositiveIntegerField(default=0)  # in all queues together
    talk_seconds = models.PositiveIntegerField(default=0)  # with all agents together
    version = models.PositiveIntegerField(default=1)

    objects = CallQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["started_at"], name="call_started"),
            models.Index(fields=["last_seen_at"], condition=~Q(state="ended"), name="call_live"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "provider_id"], name="call_once"),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False)
                | (~Q(state="ended") & Q(ended_at=None, outcome="")),
                name="call_has_an_outcome_once_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"call {self.pk} {self.state}"

    @property
    def is_live(self) -> bool:
        return self.state != self.State.ENDED


class QueueStay(models.Model):
    """One stay of a caller in the queue of one team: a transfer begins another. Waits and talks are counted
    here, so that each team answers for its own.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("call", "Waiting")
        TALKING = "talking", _("Talking")
        ENDED = "ended", pgettext_lazy("call", "Ended")  # they talked
        ABANDONED = "abandoned", _("Hung up while waiting")
        LEFT = "left", _("Left the queue")  # for a voicemail, a call-back
        MOVED = "moved", _("Transferred")

    call = models.ForeignKey(Call, models.CASCADE, related_name="stays")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="+")
    former = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="next")
    agent = models.ForeignKey("people.Agent", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    wish = models.CharField(max_length=20, blank=True, default="")  # why they leave: voicemail, call_back …
    entered_at = models.DateTimeField()
    bridged_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    wait_seconds = models.PositiveIntegerField(null=True, blank=True)
    talk_seconds = models.PositiveIntegerField(null=True, blank=True)
    said_position = models.PositiveIntegerField(default=0)  # that they were told last
    hops = models.PositiveIntegerField(default=0)  # how often the waiting words were asked for
    queue_id = models.CharField(max_length=64, blank=True, default="")  # the provider's
    message = models.OneToOneField(
        "tickets.Message", models.SET_NULL, null=True, blank=True, related_name="stay"
    )  # the talk, in the timeline
    last_leg = models.PositiveBigIntegerField(null=True, blank=True)  # channels_in.Leg that got them

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["entered_at"], name="queuestay_entered"),
            models.Index(
                fields=["team", "entered_at"], condition=Q(state="waiting"), name="queuestay_waiting"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(state__in=["waiting", "talking"]), name="queuestay_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"stay {self.pk} of call {self.call_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.WAITING, self.State.TALKING}

    @property
    def queue(self) -> str:
        """Its name at the provider: one queue for each caller, so that routing says who gets whom."""
        return f"call-{self.pk}"
