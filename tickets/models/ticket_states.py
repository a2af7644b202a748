"""What a ticket can be: each code with what people read. Stored are the codes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    NEW = "new", pgettext_lazy("ticket status", "New")
    OPEN = "open", pgettext_lazy("ticket status", "Open")
    PENDING = "pending", _("Waiting for the customer")
    ON_HOLD = "on_hold", _("On hold")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


class Priority(models.TextChoices):
    LOW = "low", _("Low")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("High")
    URGENT = "urgent", _("Urgent")


class UnassignedReason(models.TextChoices):
    """Why an active ticket has nobody. Empty exactly while it has somebody or is done."""

    NONE = "", ""
    ROUTING = "routing", _("Being routed")
    NO_TEAM = "no_team", _("No team yet")
    NOBODY_AVAILABLE = "nobody_available", _("Nobody of the team is available")
    ALL_FULL = "all_full", _("Everybody available is at capacity")
    NOBODY_SKILLED = "nobody_skilled", _("Nobody available has the skill it needs")
    AFTER_HOURS = "after_hours", _("Waits for the opening hours")
    EMPTY_TEAM = "empty_team", _("The team has no agents")
    RETURNED = "returned", _("Returned to the queue")
    UNASSIGNED = "unassigned", _("Put back by a person")
    NOT_PICKED_UP = "not_picked_up", _("The phone was not picked up")
    OFFERED = "offered", _("An agent is asked whether they take it")
    ALL_ASKED = "all_asked", _("Everybody available is asked about another ticket")
    NOT_TAKEN = "not_taken", _("Everybody who could has turned it down or not answered")
    PAUSED = "routing_paused", _("Routing to this team is paused")


class SlaState(models.TextChoices):
    NONE = "", ""
    OK = "ok", _("On time")
    AT_RISK = "at_risk", _("At risk")
    BREACHED = "breached", _("Past its SLA")
    PAUSED = "paused", _("Paused")
    MET = "met", _("Met")
