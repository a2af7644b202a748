from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from routing.rule_changes import RuleChange

WORDS = {
    "added": gettext_lazy("“%(name)s” is new"),
    "removed": gettext_lazy("“%(name)s” is gone"),
    "changed": gettext_lazy("“%(name)s” is changed: %(fields)s"),
    "moved": gettext_lazy("“%(name)s” has another place"),
}
FIELD_WORDS = {
    "name": gettext_lazy("name"),
    "is_active": gettext_lazy("in use or not"),
    "stops": gettext_lazy("whether further rules are asked"),
    "conditions": gettext_lazy("conditions"),
    "actions": gettext_lazy("what it does"),
}


def change_words(changes: Iterable[RuleChange]) -> list[str]:
    return [_one(change) for change in changes]


def _one(change: RuleChange) -> str:
    if change.what == "changed" and not change.fields:
        return _("“%(name)s” is changed") % {"name": change.name}
    fields = ", ".join(str(FIELD_WORDS[field]) for field in change.fields)
    return str(WORDS[change.what]) % {"name": change.name, "fields": fields}


def changes_in_a_line(changes: Iterable[RuleChange]) -> str:
    return "; ".join(change_words(changes)) or _("another order")
