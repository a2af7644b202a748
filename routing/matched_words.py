"""Why a rule matched, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from routing.named import BY_CODE
from routing.rule_words import KIND_WORDS

OF_TEXTS = ("message", "subject", "text")


def matched_words(rule: str, held: Sequence[Mapping[str, Any]]) -> SafeString:
    """Words were found in a text; what is a fact about the customer or the ticket is said as one."""
    read = [word for reason in held if reason["kind"] in OF_TEXTS for word in reason["found"]]
    if read:
        quoted = ", ".join(f"“{word}”" for word in read[:3])
        return format_html(_("Rule <b>{}</b> found {}"), rule, quoted)
    if facts := list(_facts(held)):
        return format_html(_("Rule <b>{}</b>, because {}"), rule, ", ".join(facts[:3]))
    return format_html(_("Rule <b>{}</b> matched"), rule)


def _facts(held: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Those whose codes have words of ours; ids and keys would say nothing."""
    for reason in held:
        labels = BY_CODE.get(reason["kind"].removeprefix("previous."), {})
        if named := [str(labels[one]) for one in reason["found"] if one in labels]:
            yield f"{KIND_WORDS[reason['kind']]}: {', '.join(named)}"
