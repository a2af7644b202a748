"""How a channel stands with its provider, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from channels_in.care.words import FACTS, STEPS
from channels_in.models import Check, Connection
from channels_in.problem import Problem
from channels_in.problems import detail_words, problem_called


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    words: str | Promise
    problem: Problem | None
    detail: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    at: datetime | None
    steps: list[Step]
    facts: list[tuple[str | Promise, str]]
    ends_at: datetime | None


def standing_of(connection: Connection) -> Standing | None:
    """None where nobody has asked yet, or there is nobody to ask."""
    row = _asked().filter(connection=connection).first()
    return _as_shown(row) if row else None


def standings_by_connection() -> dict[int, Standing]:
    """Of all whom somebody has asked."""
    return {row.connection_id: _as_shown(row) for row in _asked()}


def _asked() -> QuerySet[Check]:
    return Check.objects.filter(what=Check.What.STANDING, done_at__isnull=False)


def _as_shown(row: Check) -> Standing:
    ends = [str(one["ends_at"]) for one in row.findings if one.get("ends_at")]
    return Standing(
        at=row.done_at,
        steps=[_step(one) for one in row.findings],
        facts=_facts(row.findings),
        ends_at=min(map(datetime.fromisoformat, ends), default=None),
    )


def _step(finding: dict[str, Any]) -> Step:
    code = finding.get("problem", "")
    return Step(
        words=STEPS.get(finding.get("step", ""), finding.get("step", "")),
        problem=problem_called(code) if code else None,
        detail=detail_words(str(finding.get("detail", ""))),
    )


def _facts(findings: list[dict[str, Any]]) -> list[tuple[str | Promise, str]]:
    found = {name: value for one in findings for name, value in (one.get("facts") or {}).items()}
    return [(FACTS[name], str(value)) for name, value in found.items() if name in FACTS and value != ""]
