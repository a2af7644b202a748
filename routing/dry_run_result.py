"""What a dry run found, in names: how many, from where to where, and some of the tickets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from people.models import Agent, Team
from routing.expected_effect import effect_of
from routing.models import DryRun, DryRunChange
from tickets.category_words import category_name
from tickets.models import Category, Priority, Ticket

MOVES, EXAMPLES = 12, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    old: str
    new: str
    tickets: int
    percent: int  # of those that move


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    ticket: Ticket
    words: list[tuple[str, str]]  # each old and new


class Named:
    """Ids and keys as people call them: two queries for any number."""

    def __init__(self) -> None:
        self.teams = dict(Team.objects.values_list("pk", "name"))
        self.topics = {one.key: category_name(one) for one in Category.objects.all()}

    def of(self, field: str, held: Any) -> str:
        if field == "team":
            return self.teams.get(held, f"#{held}") if held else _("no team")
        if field == "category":
            return self.topics.get(held, held) if held else _("no category")
        if field == "priority":
            return str(dict(Priority.choices).get(held, held))
        return ", ".join(held) or _("no tags")


def result_of(row: DryRun, viewer: Agent) -> dict[str, Any]:
    changes, names = changes_of(row, viewer), Named()
    examples = changes.select_related("ticket__channel").order_by("-ticket_id")[:EXAMPLES]
    return {
        "moves": list(_moves(changes, "team", names)),
        "priorities": list(_moves(changes, "priority", names)),
        "categories": list(_moves(changes, "category", names)),
        "examples": [Example(ticket=one.ticket, words=list(differences(one, names))) for one in examples],
        "effect": effect_of(row, changes.values_list("promised", flat=True)),
        "percent": round(100 * row.changed / row.replayed, 1) if row.replayed else 0,
        "seconds": (row.finished_at - row.asked_at).total_seconds() if row.finished_at else None,
    }


def changes_of(row: DryRun, viewer: Agent) -> QuerySet[DryRunChange]:
    return row.changes.filter(ticket__in=Ticket.objects.visible_to(viewer))


def differences(one: DryRunChange, names: Named) -> Iterator[tuple[str, str]]:
    for field in ("team", "priority", "category", "tags"):
        old, new = one.before[field], one.after[field]
        if old != new:
            yield names.of(field, old), names.of(field, new)


def _moves(changes: QuerySet[DryRunChange], field: str, names: Named) -> Iterator[Move]:
    """The largest first."""
    pairs = changes.values_list(f"before__{field}", f"after__{field}").annotate(n=Count("pk"))
    counted = sorted(((n, old, new) for old, new, n in pairs if old != new), key=lambda one: -one[0])
    total = sum(n for n, _old, _new in counted)
    for n, old, new in counted[:MOVES]:
        yield Move(old=names.of(field, old), new=names.of(field, new), tickets=n, percent=100 * n // total)


def as_rows(changes: QuerySet[DryRunChange], prefix: str) -> Iterator[Mapping[str, str]]:
    """For a table that is downloaded: every ticket with both outcomes."""
    names = Named()
    for one in changes.order_by("ticket_id").iterator(chunk_size=2_000):
        row = {"ticket": f"{prefix}-{one.ticket_id}"}
        for field in ("team", "priority", "category", "tags"):
            row[f"{field}_live"] = names.of(field, one.before[field])
            row[f"{field}_draft"] = names.of(field, one.after[field])
        yield row
