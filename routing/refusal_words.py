"""Why somebody could not take a ticket, in words: the codes are those of candidates.py.

Who lacks a skill is told what they lack: skill_words.py.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSAL_WORDS = {
    "may_not_reply": _("may not answer"),
    "offline": _("offline"),
    "away": _("away"),
    "on_break": _("on a break"),
    "busy": _("on a call"),
    "off_shift": _("outside their shift"),
    "at_capacity": _("at capacity"),
    "declined": _("has just put it back"),
    "no_phone": _("has no telephone number"),
    "did_not_pick_up": _("did not pick up"),
    "being_asked": _("is being asked about another ticket"),
    "let_it_pass": _("did not answer when asked"),
    "turned_down": _("turned it down"),
    "turned_down_busy": _("turned it down: in the middle of something"),
    "turned_down_not_mine": _("turned it down: not the right one for it"),
    "turned_down_leaving": _("turned it down: about to leave"),
}
