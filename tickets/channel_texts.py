"""What a channel says by itself, checked: a variable for which nothing is filled in goes out as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from helpdesk.lib import placeholders

# What an acknowledgement may hold: nothing that the customer wrote, for it may go to somebody they named.
ACKNOWLEDGED_WITH = ("ticket.number", "company.name", "channel.name")
OUT_OF_HOURS_WITH = ("opening.time", *ACKNOWLEDGED_WITH)

# Whole, or half: a brace that was forgotten, and what stands next to it.
_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{[^{}\n]{0,60}\}?|[^{}\s]{0,60} ?\}\}", re.DOTALL)


def refuse_signature(text: str) -> None:
    refuse_unknown(text, known=())


def refuse_acknowledgement(text: str) -> None:
    refuse_unknown(text, known=ACKNOWLEDGED_WITH)


def refuse_out_of_hours(text: str) -> None:
    refuse_unknown(text, known=OUT_OF_HOURS_WITH)


def refuse_unknown(text: str, *, known: Sequence[str]) -> None:
    if mark := _stray(text, known):
        offered = ", ".join(f"{{{{ {one} }}}}" for one in known) or _("none")
        words = _("Nothing is filled in for “%(mark)s”: customers would read it so. There are: %(known)s.")
        raise ValidationError(words % {"mark": mark, "known": offered})


def _stray(text: str, known: Sequence[str]) -> str:
    unknown = (name for name in placeholders.variables(text) if name not in known)
    if name := next(unknown, ""):
        return f"{{{{ {name} }}}}"
    found = _MARK.search(placeholders.fill(text, {}).text)
    return found[0][:60] if found else ""
