from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from people.models.company import LANGUAGES
from tickets.gathering import Gathering
from tickets.models.impressions import Sentiment, Urgency
from tickets.models.ticket_queryset import TicketQuerySet
from tickets.models.ticket_states import Priority, Status
from tickets.models.ticket_states import SlaState as Sla
from tickets.models.ticket_states import UnassignedReason as Unassigned

NO_DEADLINE = datetime(9999, 1, 1, tzinfo=UTC)  # sorts tickets that owe nothing behind all that do
ON_THE_LINE = datetime(1970, 1, 1, tzinfo=UTC)  # and before all those whose customer is on the telephone


ACTIVE = (Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD)
ACTIVE_ROWS = Q(status__in=ACTIVE)
ONE_AT_A_TIME = "ticket_one_active_per_session"


class Ticket(models.Model):
    """One matter of one customer, with a life: the table in ARCHITECTURE.md."""

    UnassignedReason = Unassigned
    SlaState = Sla

    subject = models.CharField(max_length=500, blank=True, default="")
    customer = models.ForeignKey("people.Customer", models.PROTECT, related_name="tickets")
    channel = models.ForeignKey("tickets.Channel", models.PROTECT, related_name="tickets")
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, blank=True, related_name="tickets")
    assignee = models.ForeignKey(
        "people.Agent", models.PROTECT, null=True, blank=True, related_name="assigned_tickets"
    )
    unassigned_reason = models.CharField(max_length=20, choices=Unassigned, blank=True, default="")
    category = models.ForeignKey(
        "tickets.Category", models.SET_NULL, null=True, blank=True, related_name="tickets"
    )
    tags = models.ManyToManyField("tickets.Tag", blank=True, related_name="tickets")
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    priority_score = models.SmallIntegerField(default=0)
    priority_is_manual = models.BooleanField(default=False)  # a person chose it: scoring leaves it alone
    language = models.CharField(max_length=5, choices=LANGUAGES, blank=True, default="")
    sentiment = models.CharField(
        max_length=10, choices=Sentiment, blank=True, default="", db_default=""
    )  # of the words that opened it
    urgency = models.CharField(max_length=10, choices=Urgency, blank=True, default="", db_default="")
    guessed = ArrayField(
        models.CharField(max_length=10), blank=True, default=list, db_default=[]
    )  # of category, sentiment, urgency: which were guessed and no person has said so
    is_to_sort = models.BooleanField(
        default=False, db_default=False
    )  # no rule and no guess says what it is about: a person is to
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    problem = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="incidents", db_index=False
    )  # what it is one of the incidents of; one level: tickets/migrations/0027_problems.py
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", db_index=False
    )  # set once: what another function does for that ticket, between us alone
    cancelled_at = models.DateTimeField(null=True, blank=True)  # of such a one: it is no longer wanted
    is_session = models.BooleanField(
        default=False, db_default=False
    )  # one at a time: a channel without threads
    version = models.PositiveIntegerField(default=1)

    snippet = models.CharField(max_length=200, blank=True, default="")  # last words, for the list
    unseen = models.PositiveIntegerField(default=0)  # customer messages that nobody responsible has looked at
    waiting_since = models.DateTimeField(
        null=True, blank=True
    )  # the first customer message without an answer
    caller_since = models.DateTimeField(
        null=True, blank=True
    )  # somebody holds the line, or is to be called now: goes before all that can wait
    last_message_at = models.DateTimeField()  # by whomever, the customer or us; lists show it
    created_at = models.DateTimeField()  # the time of receipt
    updated_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    rating = models.PositiveSmallIntegerField(null=True, blank=True)  # 1-5: the last one, by analytics
    next_due_at = models.DateTimeField(null=True, blank=True)  # the nearest running deadline, by routing
    sla_state = models.CharField(max_length=10, choices=Sla, blank=True, default="")  # written by routing
    due_order = models.GeneratedField(
        expression=Case(
            When(caller_since__isnull=False, then=Value(ON_THE_LINE, output_field=models.DateTimeField())),
            default=Coalesce(F("next_due_at"), Value(NO_DEADLINE, output_field=models.DateTimeField())),
        ),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    gathering: Gathering | None = None  # while it is written together: not of the row
    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # One partial index per order that the lists offer, over active tickets only.
            models.Index(fields=["team", "due_order", "id"], condition=ACTIVE_ROWS, name="ticket_team_due"),
            models.Index(
                fields=["assignee", "due_order", "id"], condition=ACTIVE_ROWS, name="ticket_mine_due"
            ),
            models.Index(fields=["due_order", "id"], condition=ACTIVE_ROWS, name="ticket_due"),
            models.Index(
                fields=["team", "-last_message_at", "-id"], condition=ACTIVE_ROWS, name="ticket_team_last"
            ),
            models.Index(
                fields=["assignee", "-last_message_at", "-id"], condition=ACTIVE_ROWS, name="ticket_mine_last"
            ),
            models.Index(fields=["-last_message_at", "-id"], condition=ACTIVE_ROWS, name="ticket_last"),
            models.Index(
                fields=["team", "due_order", "id"],
                condition=ACTIVE_ROWS & Q(assignee=None),
                name="ticket_queue",
            ),
            models.Index(
                fields=["next_due_at", "team", "assignee", "status", "sla_state"],
                condition=ACTIVE_ROWS & Q(next_due_at__isnull=False),
                name="ticket_counted_due",
            ),  # tickets/counts.py: what is late and what soon will be
            models.Index(
                fields=["team", "waiting_since"],
                condition=ACTIVE_ROWS & Q(assignee=None, waiting_since__isnull=False),
                name="ticket_counted_waits",
            ),  # and who waits longest for somebody
            models.Index(
                fields=["due_order", "id"], condition=ACTIVE_ROWS & Q(is_to_sort=True), name="ticket_to_sort"
            ),
            models.Index(fields=["customer", "-id"], name="ticket_of_customer"),
            models.Index(
                fields=["problem", "-last_message_at", "-id"],
                condition=Q(problem__isnull=False),
                name="ticket_incidents",
            ),
            models.Index(fields=["parent", "id"], condition=Q(parent__isnull=False), name="ticket_children"),
            models.Index(fields=["-last_message_at", "-id"], name="ticket_any_last"),  # the page of customers
            models.Index(fields=["resolved_at"], condition=Q(status="resolved"), name="ticket_to_close"),
            models.Index(
                fields=["team", "-resolved_at", "-id"],
                condition=Q(status__in=["resolved", "closed"]),
                name="ticket_done",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=["resolved", "closed"], resolved_at__isnull=False)
                | (~Q(status__in=["resolved", "closed"]) & Q(resolved_at=None)),
                name="ticket_resolved_at_iff_done",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at=None)),
                name="ticket_closed_at_iff_closed",
            ),
            models.CheckConstraint(
                condition=~ACTIVE_ROWS | Q(assignee__isnull=False) | ~Q(unassigned_reason=""),
                name="ticket_unassigned_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(assignee=None) | Q(unassigned_reason=""), name="ticket_assigned_has_no_reason"
            ),
            models.CheckConstraint(
                condition=Q(problem=None) | ~Q(problem=F("id")), name="ticket_problem_is_another"
            ),
            models.CheckConstraint(
                condition=Q(parent=None, cancelled_at=None)
                | Q(parent__isnull=False, is_session=False, problem=None),
                name="ticket_internal_is_between_us",
            ),
            models.UniqueConstraint(
                fields=["channel", "customer"], condition=ACTIVE_ROWS & Q(is_session=True), name=ONE_AT_A_TIME
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"

    @property
    def is_internal(self) -> bool:
        """Between us alone: no message can be written on it, which the database refuses (ADR 35)."""
        return self.parent_id is not None

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def is_done(self) -> bool:
        return not self.is_active
