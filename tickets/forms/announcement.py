from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models.company import LANGUAGES
from tickets.announcing.preview import MOST, NOTHING, Preview, Said, Shut
from tickets.announcing.texts import refuse_text
from tickets.models import Announcement
from tickets.template_filling import Slot

LONGEST = 20_000
_TEMPLATE = re.compile(r"template-(\d{1,18})")
_SEEN = re.compile(r"(\d{1,18})\.(\d{1,18})")


class AnnouncementForm(forms.Form):
    """A text for each language that occurs, templates where words cannot go, and what the preview showed."""

    resolves = forms.BooleanField(required=False, label=gettext_lazy("Resolve them too"))
    escalations = forms.ChoiceField(
        choices=Announcement.Escalations.choices, required=False, widget=forms.RadioSelect
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=MOST * 40, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"client_key": uuid4()})
        for code, name in LANGUAGES:
            self.fields[f"text-{code}"] = forms.CharField(
                required=False,
                max_length=LONGEST,
                label=name,
                validators=[refuse_text],
                widget=forms.Textarea(attrs={"rows": 6}),
            )

    @property
    def said(self) -> Said:
        """What was typed, right or wrong, for the preview."""
        if not self.is_bound:
            return NOTHING
        texts = {code: self.data.get(f"text-{code}", "")[:LONGEST].strip() for code, _name in LANGUAGES}
        return Said(texts={code: text for code, text in texts.items() if text}, templates=self._chosen())

    @property
    def seen_by_ticket(self) -> dict[int, int]:
        return {int(one): int(newest) for one, newest in _SEEN.findall(self.cleaned_data["seen"])}

    def templates(self) -> dict[int, dict[str, Any]]:
        """By channel, with the values as they were typed."""
        chosen = {}
        for channel, template in self._chosen().items():
            start = f"value-{channel}-"
            values = {key[len(start) :]: self.data[key].strip() for key in self.data if key.startswith(start)}
            chosen[channel] = {"template": template, "values": values}
        return chosen

    def refuse_unwritten(self, shown: Preview) -> None:
        """Each language of those whom words reach needs its text."""
        texts = self.said.texts
        for code, name, _number in shown.languages:
            if code not in texts:
                self.add_error(f"text-{code}", _("Write the text in %(language)s.") % {"language": name})
        for one in shown.shut:
            values = self.templates().get(one.channel.pk, {}).get("values", {})
            if one.chosen and not all(values.get(slot.key) for slot in one.slots):
                words = _("Fill in the template of “%(channel)s”.") % {"channel": one.channel.name}
                self.add_error(None, ValidationError(words))

    def refuse_unsaid(self, shown: Preview) -> None:
        """Whoever resolves what another team still works on says what becomes of that, as with one ticket."""
        if shown.escalated and self.cleaned_data.get("resolves") and not self.cleaned_data.get("escalations"):
            self.add_error("escalations", _("Say what becomes of what other teams still do."))

    def values_of(self, one: Shut) -> list[tuple[Slot, str]]:
        """Of its template, as they were typed."""
        return [(slot, self.data.get(f"value-{one.channel.pk}-{slot.key}", "")) for slot in one.slots]

    def _chosen(self) -> dict[int, int]:
        found = {}
        for key in self.data:
            if (slot := _TEMPLATE.fullmatch(key)) and self.data[key].isdecimal():
                found[int(slot[1])] = int(self.data[key][:18])
        return found
