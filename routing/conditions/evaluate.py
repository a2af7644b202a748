"""Whether conditions hold for a snapshot, and the reasons: what was found, or what stood against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from routing.conditions.comparing import shown
from routing.conditions.tree import Group, Leaf, Node, Not
from routing.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One condition that decided: held or not, and with what."""

    path: str
    kind: str
    op: str
    held: bool
    found: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "kind": self.kind,
            "op": self.op,
            "held": self.held,
            "found": list(self.found),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    holds: bool
    reasons: tuple[Reason, ...] = ()


def evaluate(node: Node, snapshot: Snapshot) -> Verdict:
    """The reasons are those that made it so: all that held, or the first that did not."""
    if isinstance(node, Leaf):
        return _leaf(node, snapshot)
    if isinstance(node, Not):
        inner = evaluate(node.node, snapshot)
        return Verdict(holds=not inner.holds, reasons=inner.reasons)
    return _group(node, snapshot)


def _group(group: Group, snapshot: Snapshot) -> Verdict:
    """A group of all is decided by the first that fails, a group of any by the first that holds."""
    decisive = group.holds_when == "any"
    reasons: tuple[Reason, ...] = ()
    for node in group.nodes:
        verdict = evaluate(node, snapshot)
        if verdict.holds is decisive:
            return verdict
        reasons += verdict.reasons
    return Verdict(holds=not decisive, reasons=reasons)


def _leaf(leaf: Leaf, snapshot: Snapshot) -> Verdict:
    actual = leaf.kind.read(snapshot)
    found = leaf.operator.test(actual, leaf.asked)
    if found is None and not leaf.kind.is_private:
        stood_against: tuple[str, ...] = (shown(actual),)
    else:
        stood_against = ()
    reason = Reason(
        path=leaf.path,
        kind=leaf.kind.code,
        op=leaf.operator.code,
        held=found is not None,
        found=found if found is not None else stood_against,
    )
    return Verdict(holds=reason.held, reasons=(reason,))
