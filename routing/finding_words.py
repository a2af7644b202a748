"""What the linter finds, as sentences beside a rule."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext as _p

from routing.linting import Finding
from routing.named import name_of
from routing.rule_words import KIND_WORDS

WORDS = {
    "never": gettext_lazy("This can never match: its conditions rule each other out."),
    "settled_before": gettext_lazy("This can never match: by then %(others)s has set “%(field)s” otherwise."),
    "never_reached": gettext_lazy(
        "This is never asked when it would match: %(others)s matches first, and asks no further rules."
    ),
    "forestalled": gettext_lazy(
        "This never decides anything: whenever it matches, %(others)s has set all of that already."
    ),
    "overridden": gettext_lazy(
        "“%(field)s” is never set here: whenever this matches, %(others)s has set it to something else."
    ),
    "turns_round": gettext_lazy(
        "This changes the priority that it asks for: asked again, when the customer’s tier changes,"
        " it no longer matches."
    ),
    "turn_each_other": gettext_lazy(
        "This and %(others)s change the priority that the other asks for: each time a customer’s tier"
        " changes, the priority may go to and fro."
    ),
    "name_gone": gettext_lazy("“%(name)s” (%(field)s) does not exist any more."),
    "name_off": gettext_lazy("“%(name)s” (%(field)s) is switched off."),
    "unreadable": gettext_lazy("This cannot be read, so it decides nothing. Write it anew."),
}


def finding_words(finding: Finding, names: Mapping[int, str]) -> str:
    """`names` of the rules, by their ids."""
    others = [_("rule “%(name)s”") % {"name": names.get(other, f"#{other}")} for other in finding.others]
    return str(WORDS[finding.code]) % {
        "others": get_text_list(others, _p("between the last two of a list", "and")),
        "field": KIND_WORDS.get(finding.field, ""),
        "name": name_of(finding.field, finding.value) if finding.field else "",
    }
