"""What conditions and actions are called where people read and choose them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KIND_WORDS = {
    "message": _("Subject or text"),
    "subject": _("Subject"),
    "text": _("Text"),
    "channel": _("Channel"),
    "channel_kind": _("Kind of channel"),
    "customer_tier": _("Customer’s tier"),
    "organisation": _("Organisation"),
    "language": _("Language"),
    "sentiment": _("Mood"),
    "urgency": _("Urgency"),
    "category": _("Category"),
    "priority": _("Priority"),
    "status": _("Status"),
    "team": _("Team"),
    "tags": _("Tags"),
    "from_address": _("Sender’s address"),
    "is_first_message": _("First message of a ticket"),
    "is_reopened": _("Reopened ticket"),
    "has_attachments": _("Has files"),
    "is_open": _("Within opening hours"),
    "hour": _("Hour of the day"),
    "waiting_minutes": _("Minutes of waiting"),
    "customer_messages": _("Messages of the customer"),
    "previous.category": _("Category before"),
    "previous.priority": _("Priority before"),
    "previous.status": _("Status before"),
    "previous.customer_tier": _("Customer’s tier before"),
    "previous.team": _("Team before"),
}
OPERATOR_WORDS = {
    "contains_any": _("contains one of"),
    "contains_all": _("contains all of"),
    "matches": _("matches the pattern"),
    "equals": _("is"),
    "in": _("is one of"),
    "not_in": _("is none of"),
    "has_any": _("has one of"),
    "has_all": _("has all of"),
    "is_empty": _("is empty"),
    "is_set": _("is not empty"),
    "greater": _("is more than"),
    "less": _("is less than"),
}
ACTION_WORDS = {
    "set_category": _("Set category"),
    "set_priority": _("Set priority"),
    "set_team": _("Give to team"),
    "add_tag": _("Add tag"),
}
