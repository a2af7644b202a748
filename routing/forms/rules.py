"""A rule as rows of choices. What rows cannot say (groups in groups) is kept and edited as a file."""

from __future__ import annotations

import csv
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.lib.whole_number import whole_number
from people.models import Team
from routing.conditions.kinds import KINDS
from routing.models import RoutingRule
from routing.named import NO, YES, UnknownName, list_of, meant_by, name_of
from routing.rule_words import ACTION_WORDS, KIND_WORDS, OPERATOR_WORDS

NONE = ("", "–")
GROUPS = (("all", gettext_lazy("all of these")), ("any", gettext_lazy("one of these")))


class RuleForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)
    stops = forms.BooleanField(label=gettext_lazy("When it matches, ask no further rules"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("When a ticket meets"), choices=GROUPS)


class Row(forms.Form):
    """What is compared or done, and with what: that has a list to choose from where it has names."""

    chooses: ClassVar[str]

    @property
    def names(self) -> str:
        """The id of that list; empty while nothing is chosen or anything may be written."""
        name = list_of(str(self[self.chooses].value() or ""))
        return f"names-{name}" if name else ""


class ConditionRow(Row):
    chooses = "kind"
    negates = forms.BooleanField(label=gettext_lazy("not"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=[NONE, *KIND_WORDS.items()], required=False)
    op = forms.ChoiceField(label=gettext_lazy("How"), choices=[NONE, *OPERATOR_WORDS.items()], required=False)
    value = forms.CharField(label=gettext_lazy("Compared with"), required=False, max_length=5_000)

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
            value = data.get("value", "")
            words = listed(value) if operator.is_list else [value] if value else []
            try:
                values = [_typed(kind.code, operator.code, word) for word in words]
            except UnknownName as error:
                self.add_error("value", error.words)
                return None
            if not values:
                self.add_error("value", _("Something must stand here."))
                return None
            leaf["value"] = values if operator.is_list else values[0]
        return {"not": leaf} if data.get("negates") else leaf


def listed(text: str) -> list[str]:
    """What commas separate; within quotation marks they are part of a name."""
    [parts] = csv.reader([" ".join(text.splitlines())], skipinitialspace=True)
    return [part.strip() for part in parts if part.strip()]


def in_a_list(names: list[str]) -> str:
    """As listed() reads them."""
    return ", ".join(
        '"' + name.replace('"', '""') + '"' if "," in name or name.startswith('"') else name for name in names
    )


def _typed(kind: str, op: str, word: str) -> object:
    if kind.startswith(("is_", "has_attach")):
        return word.lower() in YES if word.lower() in YES | NO else word
    if op in {"greater", "less"} or kind in {"hour", "waiting_minutes", "customer_messages"}:
        number = whole_number(word)
        return word if number is None else number
    return meant_by(kind, word)


class ActionRow(Row):
    chooses = "do"
    do = forms.ChoiceField(label=gettext_lazy("Do"), choices=[NONE, *ACTION_WORDS.items()], required=False)
    to = forms.CharField(label=gettext_lazy("What"), required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("do"):
            try:
                data["action"] = {"do": data["do"], "to": meant_by(data["do"], data.get("to", "").strip())}
            except UnknownName as error:
                raise ValidationError({"to": error.words}) from None
            self._refuse_team_off(data["action"])
        elif data.get("to"):
            self.add_error("do", _("Choose what is done."))
        return data

    def _refuse_team_off(self, action: dict[str, Any]) -> None:
        """What stands there already is left: whoever changes something else is not held up by it."""
        if action["do"] != "set_team" or not {"do", "to"} & set(self.changed_data):
            return
        if (
            name := Team.objects.filter(pk=action["to"], is_active=False)
            .values_list("name", flat=True)
            .first()
        ):
            self.add_error("to", _("“%(name)s” is switched off: it gets nothing new.") % {"name": name})


ConditionRows = forms.formset_factory(ConditionRow, extra=2)
ActionRows = forms.formset_factory(ActionRow, extra=1)


def of_rule(rule: RoutingRule) -> dict[str, Any]:
    fields = ("version", "name", "is_active", "stops")
    group = "any" if "any" in rule.conditions else "all"
    return {**{field: getattr(rule, field) for field in fields}, "group": group}


def rows_of(conditions: Any) -> list[dict[str, Any]] | None:
    """The rows that say the same; None if rows cannot."""
    if conditions == {}:
        return []
    group = conditions.get("all", conditions.get("any"))
    if len(conditions) != 1 or group is None:
        return None
    rows = [_row(entry) for entry in group]
    return None if any(row is None for row in rows) else [row for row in rows if row]


def _row(entry: dict[str, Any]) -> dict[str, Any] | None:
    leaf = entry.get("not", entry)
    if "kind" not in leaf:
        return None
    value = leaf.get("value", [])
    values = value if isinstance(value, list) else [value]
    names = [str(name_of(leaf["kind"], one)) for one in values]
    shown = in_a_list(names) if isinstance(value, list) else "".join(names)
    return {"negates": "not" in entry, "kind": leaf["kind"], "op": leaf["op"], "value": shown}


def action_rows_of(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"do": action["do"], "to": name_of(action["do"], action["to"])} for action in actions]
