"""Why a file that a provider had could not be got, in words. Rows hold the codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "expired": _("The provider no longer has this file. Ask for it once more."),
    "too_large": _("The file is larger than the provider hands out, or than we keep."),
    "elsewhere": _("The file lies at a place that we do not fetch from."),
    "unavailable": _("The file could not be fetched."),
}
FINAL = frozenset({"too_large", "elsewhere"})  # a further try finds the same


def words_for_file(reason: str) -> str:
    return str(WORDS.get(reason, WORDS["unavailable"]))


def may_fetch_again(reason: str) -> bool:
    return reason not in FINAL
