"""How often each rule matched of late: from numbers that are counted by the day, never from the decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Max, Sum

from routing.models import RuleMatches, RuleSet

DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    tickets: int
    percent: float
    is_idle: bool  # in use all that time, and never matched


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    by_rule: Mapping[int, int] = field(default_factory=dict)
    total: int = 0
    at: datetime | None = None  # none: nothing is counted yet
    old: frozenset[int] = frozenset()  # rules that were live when the days began, and ever since

    def of(self, rule: int) -> Hits:
        tickets = self.by_rule.get(rule, 0)
        percent = round(100 * tickets / self.total, 1) if self.total else 0.0
        return Hits(tickets=tickets, percent=percent, is_idle=not tickets and rule in self.old)


def counted(*, now: datetime) -> Counted:
    """Three small queries, for any number of rules and decisions."""
    first = now.date() - timedelta(days=DAYS - 1)
    rows = RuleMatches.objects.filter(day__gte=first)
    tickets = dict(rows.values_list("rule").annotate(n=Sum("tickets")))
    total = tickets.pop(RuleMatches.ALL, 0)
    at = rows.aggregate(at=Max("counted_at"))["at"]
    return Counted(by_rule=tickets, total=total, at=at, old=_in_use_since(start_of(first)))


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _in_use_since(moment: datetime) -> frozenset[int]:
    """In the version that was live then, and in each one since: switched on."""
    then = RuleSet.objects.filter(published_at__lte=moment).values_list("version", flat=True).first()
    if then is None:
        return frozenset()
    sets = RuleSet.objects.filter(version__gte=then).values_list("rules", flat=True)
    return frozenset.intersection(*map(_in_use, sets))


def _in_use(rules: Iterable[Mapping[str, object]]) -> frozenset[int]:
    return frozenset(int(str(rule["id"])) for rule in rules if rule["is_active"])
