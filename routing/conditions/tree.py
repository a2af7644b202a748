"""Conditions as a typed tree: groups that hold when all or any of theirs do, negations, and leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from helpdesk.lib.faults import FaultyData, join_path
from routing.conditions.check import check_conditions
from routing.conditions.kinds import KINDS, Kind
from routing.conditions.operators import Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    path: str
    kind: Kind
    operator: Operator
    asked: object  # prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    holds_when: Literal["all", "any"]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    node: Node


Node = Leaf | Group | Not
BEFORE = "previous."
ALWAYS = Group(holds_when="all", nodes=())


def leaves_of(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Not):
        yield from leaves_of(node.node)
    else:
        for one in node.nodes:
            yield from leaves_of(one)


def asked_before(node: Node) -> frozenset[str]:
    """The fields of which these conditions ask what they were before."""
    codes = {leaf.kind.code for leaf in leaves_of(node)}
    return frozenset(code.removeprefix(BEFORE) for code in codes if code.startswith(BEFORE))


def parse_conditions(data: object) -> Node:
    """The tree of stored conditions; {} always holds. Raises FaultyData with everything that is wrong."""
    if faults := check_conditions(data):
        raise FaultyData(faults)
    return _parse(data, "") if data else ALWAYS


def _parse(data: Any, path: str) -> Node:
    if "all" in data:
        return _group("all", data["all"], path)
    if "any" in data:
        return _group("any", data["any"], path)
    if "not" in data:
        return Not(node=_parse(data["not"], join_path(path, "not")))
    return _leaf(data, path)


def _group(holds_when: Literal["all", "any"], entries: list[Any], path: str) -> Group:
    nodes = (_parse(entry, join_path(path, holds_when, number)) for number, entry in enumerate(entries))
    return Group(holds_when=holds_when, nodes=tuple(nodes))


def _leaf(data: Mapping[str, Any], path: str) -> Leaf:
    kind = KINDS[data["kind"]]
    operator = kind.operators[data["op"]]
    return Leaf(path=path, kind=kind, operator=operator, asked=operator.prepare(data.get("value")))
