"""How the draft of the rules differs from what is live, as their page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from routing.models import RoutingRule, RuleSet
from routing.rule_change_words import change_words
from routing.rule_changes import changes_between
from routing.rule_sets import entry_of, live_set
from routing.seen_rules import Seen

MARKS = {"added": _("New"), "changed": _("Changed"), "moved": _("Moved")}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftState:
    live: RuleSet | None
    changes: list[str]  # sentences
    count: int  # rules
    marks: dict[int, str]  # a word beside a rule, by its id
    seen: str  # to be sent along by whoever publishes this

    @property
    def next_version(self) -> int:
        return self.live.version + 1 if self.live else 1


def draft_state(stored: Iterable[RoutingRule]) -> DraftState:
    live = live_set()
    draft = [entry_of(row) for row in stored]
    changes = changes_between(live.rules if live else [], draft)
    return DraftState(
        live=live,
        changes=change_words(changes),
        count=len({one.rule for one in changes}),
        marks={one.rule: str(MARKS[one.what]) for one in reversed(changes) if one.what in MARKS},
        seen=str(Seen.of(live.version if live else 0, draft)),
    )
