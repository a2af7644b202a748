"""A long form in groups: what an admin must fill in stands open, what goes well as it is is folded away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`blocks`: names of fields; those of one block stand side by side where there is room for it."""

    heading: Any
    says: Any = ""
    blocks: Sequence[Sequence[str]]
    folds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    heading: Any
    says: Any
    blocks: list[list[BoundField]]
    folds: bool

    @property
    def is_open(self) -> bool:
        """What is wrong must be seen."""
        return any(bound.errors for block in self.blocks for bound in block)


def grouped(form: forms.Form, plans: Iterable[Plan]) -> Iterator[Group]:
    """Each visible field once; what no plan names stands with what is always open, so nothing is lost."""
    plans = list(plans)
    shown = {bound.name: bound for bound in form.visible_fields()}
    planned = {name for plan in plans for block in plan.blocks for name in block}
    left = [[bound] for name, bound in shown.items() if name not in planned]
    for plan in plans:
        blocks = [[shown[name] for name in block if name in shown] for block in plan.blocks]
        if not plan.folds:
            blocks, left = [*blocks, *left], []
        if blocks := [block for block in blocks if block]:
            yield Group(heading=plan.heading, says=plan.says, blocks=blocks, folds=plan.folds)
