"""A telephone number at Twilio: what callers hear, what they may press, and how they are called back."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.forms.groups import Group, grouped
from channels_in.forms.provider_channel import ProviderForm, secret
from channels_in.forms.sms_channel import SmsForm
from channels_in.forms.voice_groups import PLANS
from channels_in.forms.voice_menu import QUESTIONS, menu_fields, said, shown_steps, steps, texts
from channels_in.models import Connection
from channels_in.voice.phone import SPACING, Phone
from people.models.company import LANGUAGES

GIVES_UP = (("queue", _("The queue")), ("voicemail", _("A voicemail")), ("goodbye", _("Goodbye")))
MUSIC = (("melody", _("A quiet melody")), ("none", _("Silence")))
SWITCHES = ("offers_call_back", "offers_voicemail", "records_talks")
NUMBERS = ("max_wait_minutes", "ring_seconds", "wrap_up_minutes", "slot_minutes", "tries")


class VoiceForm(ProviderForm):
    settings = ("account_sid", "number")
    keys: ClassVar[dict[str, str]] = SmsForm.keys
    needed = frozenset({"auth_token"})

    account_sid = SmsForm.base_fields["account_sid"]
    auth_token = secret(_("Auth Token"), _("Twilio signs with it. Without it no call is taken."))
    api_key_sid = secret(_("API key SID"), _("To place calls with: a key can be taken back alone."))
    api_key_secret = secret(_("API key secret"))
    number = forms.RegexField(
        r"^\+[1-9][0-9]{6,14}$",
        label=_("Number"),
        help_text=_("As Twilio writes it: +622112345678. Agents are rung from it, too."),
        error_messages={"invalid": _("Write it with + and the country’s number in front, digits only.")},
    )
    gives_up = forms.ChoiceField(label=_("After three wrong keys"), choices=GIVES_UP, initial="queue")
    max_wait_minutes = forms.IntegerField(
        label=_("Minutes that somebody waits at most"), min_value=1, max_value=120, initial=15
    )
    music = forms.ChoiceField(label=_("While they wait"), choices=MUSIC, initial="melody")
    ring_seconds = forms.IntegerField(
        label=_("Seconds that an agent’s telephone rings"), min_value=5, max_value=60, initial=20
    )
    wrap_up_minutes = forms.IntegerField(
        label=_("Minutes after a talk in which an agent gets no other call"),
        min_value=0,
        max_value=60,
        initial=1,
        help_text=_("To write down what was said. Whoever is done sooner says that they are available."),
    )
    offers_voicemail = forms.BooleanField(label=_("Offer a voicemail"), required=False, initial=True)
    offers_call_back = forms.BooleanField(
        label=_("Offer to call back"),
        required=False,
        initial=True,
        help_text=_("Within the opening hours of this channel."),
    )
    slot_minutes = forms.IntegerField(
        label=_("Minutes within which somebody is called back"), min_value=15, max_value=240, initial=30
    )
    tries = forms.IntegerField(label=_("Tries to call back"), min_value=1, max_value=10, initial=3)
    spacing_minutes = forms.CharField(
        label=_("Minutes of opening time between tries"),
        initial=", ".join(map(str, SPACING)),
        help_text=_("With commas between."),
    )
    countries = forms.CharField(
        label=_("Countries that are called back"),
        initial="62",
        help_text=_("Their calling codes, with commas between. Calls abroad cost money."),
    )
    records_talks = forms.BooleanField(
        label=_("Record talks"),
        required=False,
        help_text=_("Callers are told so. The law may ask for more: check it first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("acknowledges", "undo_seconds", *texts("acknowledgement")):
            self.fields.pop(name, None)  # nothing is written by telephone
        for name in [name for name in self.fields if name.startswith("out_of_hours")]:
            del self.fields[name]
        self.fields.update(dict(menu_fields()))

    @property
    def groups(self) -> list[Group]:
        return list(grouped(self, PLANS))

    @classmethod
    def shown_of(cls, connection: Connection) -> dict[str, Any]:
        """What holds: where nothing is stored nobody wraps up; a new telephone begins with a minute."""
        options, phone = connection.options, Phone.of(connection)
        shown = {**super().shown_of(connection), "wrap_up_minutes": phone.wrap_up_minutes}
        for name in (*SWITCHES, *NUMBERS, "gives_up", "music"):
            if name in options:
                shown[name] = options[name]
        for name in ("spacing_minutes", "countries"):
            if name in options:
                shown[name] = ", ".join(map(str, options[name]))
        for name in ("greeting", "closed"):
            shown |= {f"{name}_{code}": words for code, words in (options.get(name) or {}).items()}
        return shown | dict(shown_steps(options.get("steps") or []))

    def clean_spacing_minutes(self) -> list[int]:
        return _numbers(self.cleaned_data["spacing_minutes"], most=10_000)

    def clean_countries(self) -> list[str]:
        return [str(one) for one in _numbers(self.cleaned_data["countries"], most=999)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for n in QUESTIONS:
            if data.get(f"ask_{n}_label") and not any(data.get(name) for name in texts(f"ask_{n}_words")):
                self.add_error(f"ask_{n}_words_{LANGUAGES[0][0]}", _("Say what callers are asked."))
        return data

    def channel_fields(self) -> dict[str, Any]:
        given = self.cleaned_data
        own = ("name", "team", "calendar", "language", "is_active")
        return {name: given[name] for name in own if name in given}

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        given = self.cleaned_data
        fields = super().connection_fields(connection)
        names = (*SWITCHES, *NUMBERS, "gives_up", "music", "spacing_minutes", "countries")
        fields["options"] |= {name: given[name] for name in names}
        fields["options"] |= {name: said(given, name) for name in ("greeting", "closed")}
        fields["options"]["steps"] = list(steps(given))
        return fields


def _numbers(said: str, *, most: int) -> list[int]:
    found = [one.strip() for one in said.split(",") if one.strip()]
    if not found or not all(one.isascii() and one.isdigit() and 0 < int(one) <= most for one in found):
        raise forms.ValidationError(_("Write numbers with commas between them."))
    return [int(one) for one in found[:10]]
