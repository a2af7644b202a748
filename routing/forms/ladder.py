"""The ladder as rows: each says of which promise, when and what. Rows of one moment are one step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.lib.fault_words import words_of
from routing.ladder import check_ladder, in_order, moment_of, point_of
from routing.ladder_kinds import STEP_KINDS
from routing.ladder_named import UnknownWord, called, list_for, meant
from routing.models import Metric
from routing.named import UnknownName
from routing.thresholds import BREACH, MAX_MINUTES
from tickets.ladder_words import STEP_WORDS

OF = [("", gettext_lazy("Each promise")), *Metric.choices]
UNITS = (
    ("percent", gettext_lazy("percent of the time")),
    ("minutes_before", gettext_lazy("minutes before the end")),
    ("due", gettext_lazy("when the time is over")),
    ("minutes_after", gettext_lazy("minutes after the end")),
)
DO = [("", "–"), *((code, STEP_WORDS[code]) for code in STEP_KINDS)]
ALONE = [code for code, kind in STEP_KINDS.items() if kind.asks is None]


class StepRow(forms.Form):
    of = forms.ChoiceField(label=gettext_lazy("Of which promise"), choices=OF, required=False)
    number = forms.IntegerField(
        label=gettext_lazy("How many"), required=False, min_value=1, max_value=MAX_MINUTES
    )
    unit = forms.ChoiceField(label=gettext_lazy("When"), choices=UNITS, required=False, initial="percent")
    do = forms.ChoiceField(label=gettext_lazy("What is done"), choices=DO, required=False)
    to = forms.CharField(label=gettext_lazy("Who or what"), required=False, max_length=200)

    @property
    def names(self) -> str:
        """The id of the list that fits what is chosen."""
        do = str(self["do"].value() or "")
        name = list_for(do) if do in STEP_KINDS else ""
        return f"names-{name}" if name else ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("DELETE"):
            return data
        if not data.get("do"):
            if data.get("number") or data.get("to"):
                self.add_error("do", _("Choose what is done."))
            return data
        moment, action = self._moment(data), self._action(data)
        if moment and action:
            of = {"of": data["of"]} if data.get("of") else {}
            data["step"] = {**of, **moment, "do": [action]}
        return data

    def _moment(self, data: dict[str, Any]) -> dict[str, int] | None:
        unit, number = data.get("unit") or "percent", data.get("number")
        if unit == "due" or (unit == "percent" and number == BREACH):
            return {"percent": BREACH}
        if number is None:
            if "number" not in self.errors:
                self.add_error("number", _("A number must stand here."))
            return None
        if unit == "percent" and number > BREACH:
            self.add_error(
                "number", _("At most 100 %: what comes later is counted in minutes after the end.")
            )
            return None
        return {unit: number}

    def _action(self, data: dict[str, Any]) -> dict[str, Any] | None:
        if STEP_KINDS[data["do"]].asks is None:
            return {"do": data["do"]}
        word = data.get("to", "").strip()
        if not word:
            self.add_error("to", _("Something must stand here."))
            return None
        try:
            return {"do": data["do"], "to": meant(data["do"], word)}
        except UnknownName as error:
            self.add_error("to", error.words)
        except UnknownWord as error:
            self.add_error("to", str(error))
        return None


class BaseSteps(forms.BaseFormSet):  # type: ignore[type-arg]
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """A row that says what is suggested anyway counts like the others."""
        return {**super().get_form_kwargs(index), "empty_permitted": False, "use_required_attribute": False}

    @property
    def ladder(self) -> list[dict[str, Any]]:
        """As stored: rows of one moment of one promise are one step."""
        steps: dict[tuple[str, int], dict[str, Any]] = {}
        for row in self.cleaned_data:
            if step := row.get("step"):
                key = step.get("of", ""), point_of(step)
                actions = steps.setdefault(key, {**step, "do": []})["do"]
                actions += [action for action in step["do"] if action not in actions]
        return in_order(steps.values())

    def clean(self) -> None:
        if not any(self.errors) and (faults := check_ladder(self.ladder)):
            raise forms.ValidationError(list(dict.fromkeys(words_of(fault) for fault in faults)))


StepRows = forms.formset_factory(StepRow, formset=BaseSteps, extra=1, can_delete=True, max_num=200)


def step_rows_of(ladder: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for step in ladder for row in _rows(step)]


def _rows(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    point = point_of(step)
    [(unit, number)] = moment_of(point).items()
    when = {"unit": "due", "number": None} if point == BREACH else {"unit": unit, "number": number}
    for action in step["do"]:
        to = called(action["do"], action.get("to"))
        yield {"of": step.get("of", ""), **when, "do": action["do"], "to": to}
