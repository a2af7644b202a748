"""A whole rule in forms: as it is stored, as it was sent, or as it is after one step of building."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from routing.conditions import check_conditions
from routing.forms.condition_edits import edit
from routing.forms.condition_tree import OUTERMOST, Fields, Flat, depth_of, flat, in_order, nested, within
from routing.forms.rule_does import ActionRows, in_the_old_order, rows_of
from routing.forms.rule_values import in_a_list
from routing.forms.rules import ConditionRows, GroupRows, RuleForm
from routing.models import RoutingRule
from routing.named import name_of, offered

DEEPEST = 3  # groups within each other that the form builds; what a file nests deeper is shown all the same


@dataclass(kw_only=True)
class Branch:
    """A group as it is drawn. `key`: its number; "" is the outermost, whose form is the rule's own."""

    key: str
    depth: int
    joins: str  # all, any
    form: forms.Form | None = None
    nodes: list[Any] = field(default_factory=list)  # rows and branches, in order

    @property
    def may_hold_groups(self) -> bool:
        return self.depth < DEEPEST


class RuleEditor:
    def __init__(self, rule: RoutingRule | None, data: QueryDict | None = None) -> None:
        self.rule = rule
        self.kept = list(rule.actions) if rule else []
        self.names = offered()
        self._begin(_beginning(rule), of_rule(rule) if rule else None, data or None)

    def _begin(self, begins: Flat, fields: Fields | None, data: QueryDict | None) -> None:
        self.new = begins.new
        self.form = RuleForm(data, initial=fields)
        kept = {"names": self.names}
        self.conditions = ConditionRows(data, initial=begins.rows, prefix="when", form_kwargs=kept)
        self.groups = GroupRows(data, initial=begins.groups, prefix="groups")
        actions = {**kept, "kept": self.kept}
        self.actions = ActionRows(data, initial=rows_of(self.kept), prefix="then", form_kwargs=actions)

    @property
    def rows(self) -> list[forms.Form]:
        return [*self.conditions, *self.actions]

    def is_valid(self) -> bool:
        """Each part shows its own errors."""
        parts = [part.is_valid() for part in (self.form, self.conditions, self.groups, self.actions)]
        if all(parts):
            self._refuse_empty_groups()
        return all(parts) and not any(one.errors for one in self.groups)

    def fields(self) -> Fields:
        """What the actions of routing/actions/save_rule.py take. Only when it is valid."""
        named = {name: self.form.cleaned_data[name] for name in ("name", "is_active", "stops")}
        actions = [one for row in self.actions.cleaned_data for one in row.get("actions", ())]
        groups, leaves = self.groups.cleaned_data, self._leaves()
        named["conditions"] = nested(self.form.cleaned_data["group"], groups, leaves)
        named["actions"] = in_the_old_order(actions, self.kept)
        return named

    def step(self, command: str) -> None:
        """One row or group more or less: nothing is refused or saved yet."""
        begins = Flat(
            holds_when=str(self.form["group"].value()),
            rows=[_as_typed(row) for row in self.conditions],
            groups=[_as_typed(row) for row in self.groups],
        )
        fields, actions = _as_typed(self.form), [_as_typed(row) for row in self.actions]
        self._begin(edit(begins, command), fields, None)
        self.actions.initial = actions

    def tree(self) -> Branch:
        rows = [(_as_typed(row), row) for row in self.conditions]
        groups = [(_as_typed(row), row) for row in self.groups]
        said = [one for one, _row in groups]
        joins = str(self.form["group"].value())
        branches = {OUTERMOST: Branch(key=OUTERMOST, depth=1, joins=joins)}
        for number, (one, form) in enumerate(groups):
            key = str(number)
            depth, joins = depth_of(key, said), str(one["holds_when"])
            branches[key] = Branch(key=key, depth=depth, joins=joins, form=form)
        for key, branch in branches.items():
            inside: list[tuple[Fields, Any]] = [
                (one, row) for one, row in rows if within(one, len(groups)) == key
            ]
            inside += [(one, branches[str(n)]) for n, (one, _f) in enumerate(groups) if within(one, n) == key]
            branch.nodes = in_order(inside)
        return branches[OUTERMOST]

    def _leaves(self) -> list[Fields]:
        return [row for row in self.conditions.cleaned_data if row.get("leaf")]

    def _refuse_empty_groups(self) -> None:
        groups = self.groups.cleaned_data
        held = {within(one, len(groups)) for one in self._leaves()}
        held |= {within(one, number) for number, one in enumerate(groups)}
        for number, row in enumerate(self.groups):
            if str(number) not in held:
                row.add_error(None, _("Nothing stands in this group: add a condition or remove the group."))


def of_rule(rule: RoutingRule) -> Fields:
    fields = ("version", "name", "is_active", "stops")
    return {**{name: getattr(rule, name) for name in fields}, "group": _beginning(rule).holds_when}


def _beginning(rule: RoutingRule | None) -> Flat:
    """A new rule begins with a row; what cannot be read begins anew."""
    if rule is None:
        return Flat(rows=[{"within": OUTERMOST, "place": 0}])
    if check_conditions(rule.conditions):
        return Flat()
    begins = flat(rule.conditions)
    begins.rows = [{**row, **_in_words(row.pop("leaf"))} for row in begins.rows]
    return begins


def _in_words(leaf: Fields) -> Fields:
    value = leaf.get("value", [])
    several = isinstance(value, list)
    names = [str(name_of(leaf["kind"], one)) for one in (value if several else [value])]
    shown = in_a_list(names) if several else "".join(names)
    return {"kind": leaf["kind"], "op": leaf["op"], "value": shown, "was": leaf["kind"]}


def _as_typed(form: forms.Form) -> Fields:
    return {bound.name: bound.value() for bound in form}
