"""What telephone calls owe to their provider, and what it is owed: legs, answers already given, orders to
carry out, calls to make later.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.claimable import Claimable, ClaimableQuerySet


class CallStep(models.Model):
    """What was answered to one question of the provider: the same question gets the same answer."""

    channel = models.ForeignKey("tickets.Channel", models.CASCADE, related_name="+")
    provider_id = models.CharField(max_length=64)  # of the leg that asked
    path = models.CharField(max_length=120)
    twiml = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "provider_id", "path"], name="callstep_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.path}"


class Leg(models.Model):
    """A call that we place to an agent, for a caller who waits or a call-back that is due. Only rises."""

    class State(models.TextChoices):
        CREATED = "created"
        RINGING = "ringing"
        ANSWERED = "answered"  # by whatever picked up; a voicemail does, too
        ACCEPTED = "accepted"  # a person pressed 1
        BRIDGED = "bridged"
        ENDED = "ended"
        DECLINED = "declined"
        MISSED = "missed"
        FAILED = "failed"

    LIVE: ClassVar = (State.CREATED, State.RINGING, State.ANSWERED, State.ACCEPTED, State.BRIDGED)

    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="+")
    agent = models.ForeignKey("people.Agent", models.PROTECT, related_name="legs")
    number = models.CharField(max_length=32)
    stay = models.ForeignKey("tickets.QueueStay", models.CASCADE, null=True, blank=True, related_name="legs")
    call_back = models.ForeignKey(
        "channels_in.CallBack", models.CASCADE, null=True, blank=True, related_name="legs"
    )
    state = models.CharField(max_length=10, choices=State, default=State.CREATED)
    provider_id = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agent"],
                condition=Q(state__in=["created", "ringing", "answered", "accepted", "bridged"]),
                name="leg_one_live_per_agent",
            ),
            models.CheckConstraint(
                condition=Q(stay__isnull=False, call_back=None) | Q(stay=None, call_back__isnull=False),
                name="leg_is_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"leg {self.pk} to agent {self.agent_id} {self.state}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE


class CallOrder(Claimable):
    """Something to tell the provider about a call. Carried out with no transaction open."""

    class What(models.TextChoices):
        PLACE = "place"  # ring an agent
        END = "end"
        MOVE = "move"  # on to another document of ours
        FORGET_QUEUE = "forget_queue"

    max_attempts: ClassVar[int] = 6

    channel = models.ForeignKey("tickets.Channel", models.CASCADE, related_name="+")
    what = models.CharField(max_length=15, choices=What)
    leg = models.ForeignKey(Leg, models.CASCADE, null=True, blank=True, related_name="orders")
    call = models.ForeignKey("tickets.Call", models.CASCADE, null=True, blank=True, related_name="orders")
    target = models.CharField(max_length=120, blank=True, default="")  # the path beneath our hook; a queue
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimableQuerySet["CallOrder"].as_manager()

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(
                fields=["leg"], condition=Q(what="place"), name="callorder_a_leg_is_placed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.target}".strip()


class CallBack(Claimable):
    """A promise to call somebody in a window of time, and again if they are not there. `due_at`: what is
    looked at next, its beginning, the next try, its end.
    """

    class Status(models.TextChoices):
        BOOKED = "booked", pgettext_lazy("call-back", "Booked")
        DUE = "due", pgettext_lazy("call-back", "Waiting for an agent")
        TRYING = "trying", pgettext_lazy("call-back", "Calling")
        REACHED = "reached", _("Reached")
        EXHAUSTED = "exhausted", _("Not reached after all tries")
        CANCELLED = "cancelled", _("Called off")

    OPEN: ClassVar = (Status.BOOKED, Status.DUE, Status.TRYING)
    max_attempts: ClassVar[int] = 8

    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="+")
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="call_backs")
    number = models.CharField(max_length=32)
    language = models.CharField(max_length=5, default="id")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.BOOKED)
    tries = models.PositiveSmallIntegerField(default=0)
    missed = models.PositiveSmallIntegerField(default=0)  # windows in which nobody could call
    booked_by = models.ForeignKey(
        "people.Agent", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # none: the caller did it in the menu
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimableQuerySet["CallBack"].as_manager()

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(
                fields=["channel", "number"],
                condition=Q(status__in=["booked", "due", "trying"]),
                name="callback_one_open_per_number",
            ),
        ]

    def __str__(self) -> str:
        return f"call-back {self.pk} {self.status}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN


class CallBackTry(models.Model):
    """One attempt at the customer; written before anything rings there."""

    call_back = models.ForeignKey(CallBack, models.CASCADE, related_name="attempts_made")
    number = models.PositiveSmallIntegerField()  # the first is 1
    leg = models.OneToOneField(Leg, models.CASCADE, related_name="attempt")
    call = models.OneToOneField("tickets.Call", models.SET_NULL, null=True, blank=True, related_name="+")
    result = models.CharField(max_length=15, blank=True, default="")  # reached, busy, no-answer, failed …
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call_back", "number"], name="callbacktry_once"),
        ]

    def __str__(self) -> str:
        return f"try {self.number} of call-back {self.call_back_id}"
