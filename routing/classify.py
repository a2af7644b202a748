"""Classification by rules: which apply to a ticket, what they decide, and why the others did not. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from routing.conditions import Node, Reason, Verdict, evaluate
from routing.rule_actions import Action
from routing.snapshot import Snapshot

Verdicts = dict[int, Verdict]  # by the id of the conditions' object
Outcome = Literal["matched", "not_matched", "inactive", "not_reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    id: int
    name: str
    conditions: Node
    actions: tuple[Action, ...]
    stops: bool = False  # a match ends the list
    is_active: bool = True
    version: int = 1
    is_steady: bool = False  # asks for nothing that rules decide
    asks_before: frozenset[str] = frozenset()  # of which fields it asks what they were


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One field that was decided, and by which rule."""

    field: str
    to: Any
    rule: int

    def as_data(self) -> dict[str, Any]:
        return {"field": self.field, "to": self.to, "rule": self.rule}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One rule that was looked at. An overridden action had been settled by an earlier rule."""

    rule: int
    name: str
    version: int
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    overridden: tuple[Settled, ...] = ()  # what this rule wanted, each with the rule that had settled it

    def as_data(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "name": self.name,
            "version": self.version,
            "outcome": self.outcome,
            "reasons": [reason.as_data() for reason in self.reasons],
            "overridden": [settled.as_data() for settled in self.overridden],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    category: str | None = None  # None: no rule says
    priority: str | None = None
    team: int | None = None
    tags: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()
    trace: tuple[Looked, ...] = ()

    @property
    def matched(self) -> tuple[Looked, ...]:
        return tuple(looked for looked in self.trace if looked.outcome == "matched")


@dataclass(slots=True, kw_only=True)
class _Progress:
    snapshot: Snapshot
    single: dict[str, Settled] = field(default_factory=dict)
    added: dict[tuple[str, Any], Settled] = field(default_factory=dict)
    trace: list[Looked] = field(default_factory=list)
    known: Verdicts | None = None
    is_over: bool = False


def classify(snapshot: Snapshot, rules: Iterable[Rule], *, known: Verdicts | None = None) -> Classification:
    """Rules in order. The first to set a field settles it, and later rules see what earlier ones decided.

    `known`: of this very snapshot, for another set of rules that holds the same conditions.
    """
    progress = _Progress(snapshot=snapshot, known=known)
    for rule in rules:
        progress.trace.append(_look_at(rule, progress))
    settled = {name: one.to for name, one in progress.single.items()}
    return Classification(
        **settled,
        tags=tuple(one.to for one in progress.added.values()),
        settled=(*progress.single.values(), *progress.added.values()),
        trace=tuple(progress.trace),
    )


def _look_at(rule: Rule, progress: _Progress) -> Looked:
    if not rule.is_active:
        return _looked(rule, "inactive")
    if progress.is_over:
        return _looked(rule, "not_reached")
    if rule.asks_before and not rule.asks_before & progress.snapshot.previous.keys():
        return _looked(rule, "not_matched")
    verdict = _verdict(rule, progress)
    if not verdict.holds:
        return _looked(rule, "not_matched", reasons=verdict.reasons)
    progress.is_over = rule.stops
    return _looked(rule, "matched", reasons=verdict.reasons, overridden=_decide(rule, progress))


def _verdict(rule: Rule, progress: _Progress) -> Verdict:
    if progress.known is None or not rule.is_steady:
        return evaluate(rule.conditions, progress.snapshot)
    key = id(rule.conditions)
    if key not in progress.known:
        progress.known[key] = evaluate(rule.conditions, progress.snapshot)
    return progress.known[key]


def _looked(rule: Rule, outcome: Outcome, **found: Any) -> Looked:
    return Looked(rule=rule.id, name=rule.name, version=rule.version, outcome=outcome, **found)


def _decide(rule: Rule, progress: _Progress) -> tuple[Settled, ...]:
    overridden, is_news = [], False
    for action in rule.actions:
        name, to = action.kind.sets, action.to
        if action.kind.adds:
            is_news |= (name, to) not in progress.added
            progress.added.setdefault((name, to), Settled(field=name, to=to, rule=rule.id))
        elif earlier := progress.single.get(name):
            overridden.append(Settled(field=name, to=to, rule=earlier.rule))
        else:
            is_news = True
            progress.single[name] = Settled(field=name, to=to, rule=rule.id)
    if is_news:
        progress.snapshot = _as_decided(progress)
    return tuple(overridden)


def _as_decided(progress: _Progress) -> Snapshot:
    tags = progress.snapshot.tags | {one.to for one in progress.added.values()}
    return replace(progress.snapshot, **{name: one.to for name, one in progress.single.items()}, tags=tags)
