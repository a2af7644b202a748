"""What steps of a ladder do, and what came of it, where people read it: codes are stored, words are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tickets.models import Ticket

STEP_WORDS = {
    "notify_holder": _("Tell whoever has it"),
    "notify_leads": _("Tell the team’s supervisors"),
    "notify_role": _("Tell a role"),
    "notify_agent": _("Tell somebody by name"),
    "reassign": _("Give it to another agent"),
    "assign_agent": _("Give it to somebody by name"),
    "set_team": _("Move to team"),
    "raise_priority": _("Raise the priority by one"),
    "set_priority": _("Set priority"),
    "set_category": _("Set category"),
    "add_tag": _("Add tag"),
}
ROLE_WORDS = {"agent": _("Agents of the team"), "admin": _("Admins")}
WHY_NOT = {
    "gone": _("it does not exist any more, or is switched off"),
    "no_team": _("the ticket has no team"),
    "nobody": _("nobody is there to be told"),
    "nobody_free": _("nobody else can take it"),
    "refused": _("the ticket does not allow it"),
    "already": _("it was so already"),
}


def stuck_words(did: Mapping[str, Any]) -> str:
    """Give it to another agent: nobody else can take it (Everybody is at capacity)."""
    words = f"{STEP_WORDS.get(did['do'], did['do'])}: {WHY_NOT.get(did['outcome'], did['outcome'])}"
    why = did.get("why", "")
    if why in Ticket.UnassignedReason.values:
        return f"{words} ({Ticket.UnassignedReason(why).label})"
    return words
