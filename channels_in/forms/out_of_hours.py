from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.forms.channel import by_language
from people.models import Calendar
from people.models.company import LANGUAGES
from tickets.channel_texts import refuse_out_of_hours
from tickets.models import Channel


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=1000,  # it has to fit into one text message of any channel
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[refuse_out_of_hours],
        help_text=help_text,
    )


class OutOfHoursForm(forms.Form):
    """What a channel answers while it is closed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answers_out_of_hours = forms.BooleanField(
        label=_("Tell customers when we are back"),
        required=False,
        help_text=_("Once while we are closed, to people only: never to machines, lists or auto-replies."),
    )
    calendar = forms.ModelChoiceField(
        label=_("Opening hours"),
        queryset=Calendar.objects.all(),
        required=False,
        empty_label=_("Around the clock"),
    )
    text_id = _text(_("Words, Indonesian"))
    text_en = _text(
        _("Words, English"),
        _(
            "Left empty, Alur says it in words of its own. {{ opening.time }}, {{ ticket.number }}, "
            "{{ company.name }} and {{ channel.name }} are filled in."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("answers_out_of_hours") and not data.get("calendar"):
            self.add_error(
                "calendar", _("Choose opening hours: a channel that is always open is never closed.")
            )
        return data

    def channel_fields(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "answers_out_of_hours": given["answers_out_of_hours"],
            "calendar": given["calendar"],
            "out_of_hours_texts": by_language(given, "text"),
        }


def of_channel(channel: Channel) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "version": channel.version,
        "answers_out_of_hours": channel.answers_out_of_hours,
        "calendar": channel.calendar_id,
    }
    return shown | {f"text_{code}": channel.out_of_hours_texts.get(code, "") for code, _label in LANGUAGES}
