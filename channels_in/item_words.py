"""Why something that came in waits for a person, in words. Rows hold the codes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "spam": _("Marked as spam on its way here"),
    "blocked": _("The sender is blocked"),
    "flood": _("Too many new matters from one sender in a short time"),
    "trap": _("A field was filled that only machines see"),
    "loop": _("It has been here before"),
    "empty": _("There is nothing in it"),
    "too_large": _("It is too large"),
    "cpu": _("Reading it took too long"),
    "timeout": _("Reading it took too long"),
    "memory": _("Reading it took too much memory"),
    "crash": _("Its reader broke down"),
    "error": _("It could not be read: a mistake of ours"),
    "invalid": _("It does not have the agreed form"),
    "unprocessed": _("Every attempt failed"),
    "unfetched": _("The mail server does not hand it out"),
}
OTHER = _("It could not be taken in")


def words_for(reason: str) -> str:
    return str(WORDS.get(reason, OTHER))
