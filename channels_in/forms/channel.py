"""A channel and its connection as one form: what all kinds have, and what those have that answer people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.models import Connection
from people.forms.team_choice import TeamChoice
from people.models import Calendar
from people.models.company import LANGUAGES
from tickets.channel_texts import refuse_acknowledgement, refuse_signature

CHANNEL = ("name", "team", "calendar", "language", "undo_seconds", "is_active")


class ChannelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=100)
    team = TeamChoice(
        label=_("Team"),
        required=False,
        empty_label=_("None: tickets are sorted by hand or by rules"),
        help_text=_("Where its tickets start when no rule says otherwise."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    calendar = forms.ModelChoiceField(
        label=_("Opening hours"),
        queryset=Calendar.objects.all(),
        required=False,
        empty_label=_("Around the clock"),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def channel_fields(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CHANNEL if name in self.cleaned_data}

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        """For save_connection. `connection` is what there is already."""
        return {}


def _text(label: Any, refuse: Callable[[str], None], *, rows: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        validators=[refuse],
        help_text=help_text,
    )


class AnsweringForm(ChannelForm):
    """What goes out on it: signature, acknowledgement, time to undo."""

    signs: ClassVar[bool] = True  # letters do; nobody signs a chat

    undo_seconds = forms.IntegerField(
        label=_("Seconds in which a reply can be taken back"), min_value=0, max_value=120, initial=10
    )
    signature_id = _text(_("Signature, Indonesian"), refuse_signature, rows=3)
    signature_en = _text(
        _("Signature, English"),
        refuse_signature,
        rows=3,
        help_text=_("Under every reply, as it stands here: nothing is filled in. Without one, nothing."),
    )
    acknowledges = forms.BooleanField(
        label=_("Tell customers at once that their message arrived"),
        required=False,
        help_text=_("Once per matter, at most once an hour, never to machines."),
    )
    acknowledgement_id = _text(_("Acknowledgement, Indonesian"), refuse_acknowledgement, rows=4)
    acknowledgement_en = _text(
        _("Acknowledgement, English"),
        refuse_acknowledgement,
        rows=4,
        help_text=_("{{ ticket.number }}, {{ company.name }} and {{ channel.name }} are filled in."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.signs:
            del self.fields["signature_id"], self.fields["signature_en"]

    def channel_fields(self) -> dict[str, Any]:
        given = self.cleaned_data
        signatures = {"signatures": by_language(given, "signature")} if self.signs else {}
        return {
            **super().channel_fields(),
            **signatures,
            "acknowledges": given["acknowledges"],
            "acknowledgements": by_language(given, "acknowledgement"),
        }


def by_language(given: dict[str, Any], name: str) -> dict[str, str]:
    return {code: given[f"{name}_{code}"] for code, _label in LANGUAGES if given.get(f"{name}_{code}")}
