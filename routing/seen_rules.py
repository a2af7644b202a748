"""What somebody looked at who now publishes: the live version, and each rule of the draft with its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from routing.rule_changes import RuleChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    live: int
    draft: tuple[tuple[int, int], ...]  # id and version, in order

    @classmethod
    def of(cls, live: int, draft: Sequence[dict[str, Any]]) -> Self:
        return cls(live=live, draft=tuple((rule["id"], rule["version"]) for rule in draft))

    @classmethod
    def read(cls, text: str) -> Self:
        """As str() writes it. Whatever else it says was never seen by anybody."""
        live, _, rest = text.partition(";")
        try:
            pairs = [pair.split(".") for pair in rest.split(",") if pair]
            return cls(live=int(live), draft=tuple((int(key), int(version)) for key, version in pairs))
        except ValueError:
            return cls(live=-1, draft=())

    def __str__(self) -> str:
        return f"{self.live};" + ",".join(f"{key}.{version}" for key, version in self.draft)

    def changes_to(self, draft: Sequence[dict[str, Any]]) -> list[RuleChange]:
        """What is different in the draft now."""
        before, now = dict(self.draft), {rule["id"]: rule for rule in draft}
        differing = [rule for key, rule in now.items() if before.get(key) != rule["version"]]
        return [
            *(_now(rule, is_new=rule["id"] not in before) for rule in differing),
            *(RuleChange(rule=key, name=f"#{key}", what="removed") for key in before if key not in now),
        ]


def _now(rule: dict[str, Any], *, is_new: bool) -> RuleChange:
    return RuleChange(rule=rule["id"], name=rule["name"], what="added" if is_new else "changed")
