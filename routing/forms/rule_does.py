"""What a rule does, a line for each thing it can set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Team
from routing.forms.rule_values import MOST, TYPED, in_a_list, listed
from routing.forms.rules import Names
from routing.named import UnknownName, list_of, meant_by, name_of
from routing.rule_actions import ACTION_KINDS
from routing.rule_words import ACTION_WORDS

Actions = list[dict[str, Any]]


class ActionRow(forms.Form):
    do = forms.ChoiceField(choices=list(ACTION_WORDS.items()), widget=forms.HiddenInput, required=False)
    to = forms.CharField(label=gettext_lazy("What"), required=False, max_length=2_000)

    def __init__(self, *args: Any, names: Names, kept: Actions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered, self.kept = names, kept

    @property
    def called(self) -> str:
        return str(ACTION_WORDS.get(str(self["do"].value()), ""))

    @property
    def adds(self) -> bool:
        kind = ACTION_KINDS.get(str(self["do"].value()))
        return bool(kind and kind.adds)

    @property
    def list_id(self) -> str:
        name = list_of(str(self["do"].value() or ""))
        return f"names-{name}" if name else ""

    @property
    def options(self) -> list[str]:
        """All there are to choose from; empty where one types."""
        name = list_of(str(self["do"].value() or ""))
        names = list(self.offered.get(name, ()))
        if name in TYPED or not names or len(names) > MOST or self.adds:
            return []
        stands = str(self["to"].value() or "")
        return names if not stands or stands in names else [stands, *names]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        do, to = data.get("do"), data.get("to", "").strip()
        if do and to:
            words = listed(to) if ACTION_KINDS[do].adds else [to]
            try:
                data["actions"] = [{"do": do, "to": meant_by(do, word)} for word in words]
            except UnknownName as error:
                raise ValidationError({"to": error.words}) from None
            for action in data["actions"]:
                self._refuse_team_off(action)
        elif to:
            self.add_error("to", _("Choose what is done."))
        return data

    def _refuse_team_off(self, action: dict[str, Any]) -> None:
        """What stands there already is left: whoever changes something else is not held up by it."""
        if action["do"] != "set_team" or action in self.kept:
            return
        off = Team.objects.filter(pk=action["to"], is_active=False)
        if name := off.values_list("name", flat=True).first():
            self.add_error("to", _("“%(name)s” is switched off: it gets nothing new.") % {"name": name})


ActionRows = forms.formset_factory(ActionRow, extra=0, max_num=20)


def rows_of(actions: Actions) -> list[dict[str, str]]:
    """A line for each kind, the empty ones too; what can be given several times is one list."""
    rows = []
    for code, kind in ACTION_KINDS.items():
        names = [str(name_of(code, one["to"])) for one in actions if one["do"] == code]
        rows.append({"do": code, "to": in_a_list(names) if kind.adds else "".join(names[:1])})
    return rows


def in_the_old_order(actions: Actions, kept: Actions) -> Actions:
    """Opening and saving changes nothing."""
    places = {(one["do"], str(one["to"])): place for place, one in enumerate(kept)}
    return sorted(actions, key=lambda one: places.get((one["do"], str(one["to"])), len(places)))
