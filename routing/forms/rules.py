"""The parts of a rule as forms: its name, a row for each condition, and groups of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from routing.conditions.kinds import KINDS
from routing.forms.condition_edits import MOST
from routing.forms.rule_values import Option, Way, listed, options, typed, way_of
from routing.named import UnknownName, list_of
from routing.rule_words import KIND_WORDS, OPERATOR_WORDS

NONE = ("", "–")
GROUPS = (("all", gettext_lazy("all of these")), ("any", gettext_lazy("one of these")))
Names = Mapping[str, Sequence[str]]  # what is offered, by its list


class RuleForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)
    stops = forms.BooleanField(label=gettext_lazy("When it matches, ask no further rules"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("When a ticket meets"), choices=GROUPS, initial="all")


class Several(forms.TextInput):
    """One text, or several boxes that are ticked: they make one list."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        values = data.getlist(name) if hasattr(data, "getlist") else [data[name]] if name in data else []
        return ", ".join(values) if values else None


class InTree(forms.Form):
    """`within`: the number of its group; empty: the outermost. `place`: among those beside it."""

    within = forms.CharField(widget=forms.HiddenInput, required=False, max_length=9)
    place = forms.IntegerField(widget=forms.HiddenInput, required=False)
    negates = forms.BooleanField(label=gettext_lazy("not"), required=False)


class GroupRow(InTree):
    holds_when = forms.ChoiceField(label=gettext_lazy("Of this group"), choices=GROUPS)


class ConditionRow(InTree):
    was = forms.CharField(widget=forms.HiddenInput, required=False)  # the kind it was drawn for
    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=[NONE, *KIND_WORDS.items()], required=False)
    op = forms.ChoiceField(label=gettext_lazy("How"), choices=[NONE, *OPERATOR_WORDS.items()], required=False)
    value = forms.CharField(
        label=gettext_lazy("Compared with"), required=False, max_length=5_000, widget=Several
    )

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = names

    @property
    def number(self) -> int:
        return int(str(self.prefix).rpartition("-")[2])

    @property
    def ops(self) -> list[tuple[str, Any]]:
        """The ways in which this may be compared."""
        kind = KINDS.get(self._said("kind"))
        return [(code, OPERATOR_WORDS[code]) for code in kind.operators] if kind else [NONE]

    @property
    def way(self) -> Way:
        return way_of(self._said("kind"), self._said("op"), self.offered)

    @property
    def options(self) -> list[Option]:
        return list(options(self._said("kind"), self._said("value"), self.way, self.offered))

    @property
    def chosen(self) -> list[str]:
        return [one.name for one in self.options if one.is_chosen]

    @property
    def list_id(self) -> str:
        """Of the names that are offered while typing; empty where anything may be written."""
        name = list_of(self._said("kind"))
        return f"names-{name}" if name else ""

    def _said(self, name: str) -> str:
        return str(self[name].value() or "")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind"):
            data["leaf"] = self._leaf(data)
        elif data.get("op") or data.get("value"):
            self.add_error("kind", _("Choose what is compared."))
        return data

    def _leaf(self, data: dict[str, Any]) -> dict[str, Any] | None:
        kind = KINDS[data["kind"]]
        operator = kind.operators.get(data.get("op", ""))
        if operator is None:
            known = ", ".join(str(OPERATOR_WORDS[code]) for code in kind.operators)
            self.add_error("op", _("Choose one of: %(known)s.") % {"known": known})
            return None
        leaf: dict[str, Any] = {"kind": kind.code, "op": operator.code}
        if operator.needs_value:
            value = data.get("value", "").strip()
            words = listed(value) if operator.is_list else [value] if value else []
            try:
                values = [typed(kind.code, operator.code, word) for word in words]
            except UnknownName as error:
                self.add_error("value", error.words)
                return None
            if not values:
                self.add_error("value", _("Something must stand here."))
                return None
            leaf["value"] = values if operator.is_list else values[0]
        return {"not": leaf} if data.get("negates") else leaf


ConditionRows = forms.formset_factory(ConditionRow, extra=0, max_num=MOST)
GroupRows = forms.formset_factory(GroupRow, extra=0, max_num=MOST)
