"""Why a survey was not asked, in words. Rows hold the codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "reopened": _("The ticket went on."),
    "switched_off": _("The channel’s survey was switched off."),
    "asked_lately": _("The customer was asked not long ago."),
    "not_answered": _("Nobody of us had answered."),
    "machine": _("Only machines had written."),
    "no_way": _("No channel could reach the customer."),
    "refused": _("The channel could not carry the question."),
    "too_late": _("It was resolved too long ago."),
}


def words_for(reason: str) -> str:
    return str(WORDS.get(reason, WORDS["refused"]))
