"""What became of one ticket of many, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tickets.refusals import Refused


def outcome_words(code: str) -> str:
    own = {
        "done": _("done"),
        "as_it_was": _("was so already"),
        "changed_meanwhile": _("somebody did something with it meanwhile"),
        "gone": _("it is not there any more"),
        "nudged_already": _("was nudged a few minutes ago"),
        "nudge_read": _("the nudge was read already"),
        "undo_too_late": _("too late to take back"),
        "had_no_team": _("had no team before, so it stays with this one"),
        "nobody_to_nudge": _("nobody has it"),
    }
    if code in own:
        return own[code]
    words = str(Refused.WORDS.get(code, ""))
    return words if words and "%" not in words else _("not possible")
