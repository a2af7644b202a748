"""The work of a dry run: a portion of past tickets, replayed by both sets of rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from django.db.models import QuerySet

from routing.actions.go_on_with_dry_run import go_on_with_dry_run
from routing.as_they_came import as_they_came, tickets_between, world
from routing.classify import Rule, Verdicts
from routing.models import DryRun, DryRunChange
from routing.policies import load_promises
from routing.replay import replay
from routing.replayed_promise import answers_of, promised
from routing.rule_sets import readable
from routing.snapshots import whole
from tickets.models import Ticket

PORTION = 500  # a second or two: a transaction that does nothing else for long is ended


def replay_portion(row: DryRun) -> None:
    """The work of one claim: the next tickets; then the row is due again, until there are no more."""
    row.refresh_from_db()
    rest = concerned(row).filter(pk__lt=row.reached).order_by("-pk")
    tickets = list(whole(rest)[: min(PORTION, row.total - row.done)])
    snapshots = as_they_came(tickets)
    around = world()
    live, draft = _both(row)
    promises, answers = load_promises(), answers_of(snapshots)
    changes, unmatched = [], 0
    loads: dict[str, Counter[str]] = {"before": Counter(), "after": Counter()}
    for pk, snapshot in snapshots.items():
        known: Verdicts = {}
        before = replay(snapshot, live, around, known=known)
        after = replay(snapshot, draft, around, known=known)
        unmatched += not after.classification.matched
        loads["before"][str(before.outcome.team or "")] += 1
        loads["after"][str(after.outcome.team or "")] += 1
        if before.outcome != after.outcome:
            said = {"before": before.outcome.as_data(), "after": after.outcome.as_data()}
            both = {"before": before.outcome, "after": after.outcome}
            kept = {
                name: promised(snapshot, outcome, promises, answers.get(pk)) for name, outcome in both.items()
            }
            changes.append(DryRunChange(dry_run=row, ticket_id=pk, promised=kept, **said))
    row.replayed += len(snapshots)
    row.unmatched += unmatched
    row.loads = {name: dict(Counter(row.loads.get(name, {})) + more) for name, more in loads.items()}
    go_on_with_dry_run(row, [ticket.pk for ticket in tickets], changes)


def concerned(row: DryRun) -> QuerySet[Ticket]:
    """The newest tickets of so many days that whoever asked may see."""
    since = row.asked_at - timedelta(days=row.days)
    return tickets_between(row.asked_by, since=since, until=row.asked_at)


def _both(row: DryRun) -> tuple[list[Rule], list[Rule]]:
    """Conditions that both sets ask are one object, so that each ticket is asked once."""
    live, draft = list(readable(row.live)), list(readable(row.draft))
    asked = {entry["id"]: entry["conditions"] for entry in row.live}
    wanted = {entry["id"]: entry["conditions"] for entry in row.draft}
    nodes = {rule.id: rule.conditions for rule in live if asked[rule.id] == wanted.get(rule.id)}
    return live, [replace(rule, conditions=nodes.get(rule.id, rule.conditions)) for rule in draft]
