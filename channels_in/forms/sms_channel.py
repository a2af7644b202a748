"""SMS by Twilio: the account, what it sends as, and two kinds of keys."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.forms.provider_channel import ProviderForm, secret
from channels_in.models import Connection
from channels_in.sms.keywords import ALSO_STOP

SENDERS = ("number", "messaging_service_sid", "sender")


class SmsForm(ProviderForm):
    settings = ("account_sid", *SENDERS, "validity_seconds", "stop_words")
    keys: ClassVar[dict[str, str]] = {
        "auth_token": "auth_tokens",
        "api_key_sid": "api_key_sid",
        "api_key_secret": "api_key_secret",
    }
    needed = frozenset({"auth_token"})

    account_sid = forms.RegexField(
        r"^AC[0-9a-f]{32}$",
        label=_("Account SID"),
        error_messages={"invalid": _("It is AC and 32 letters and digits.")},
    )
    auth_token = secret(
        _("Auth Token"), _("Twilio signs with it. Without it nothing that comes is believed.")
    )
    api_key_sid = secret(_("API key SID"), _("To send with: a key can be taken back alone."))
    api_key_secret = secret(_("API key secret"))
    number = forms.RegexField(
        r"^\+[1-9][0-9]{6,14}$",
        label=_("Number"),
        required=False,
        help_text=_("As Twilio writes it: +12025550123."),
        error_messages={"invalid": _("Write it with + and the country’s number in front, digits only.")},
    )
    messaging_service_sid = forms.RegexField(
        r"^MG[0-9a-f]{32}$",
        label=_("Messaging Service SID"),
        required=False,
        help_text=_("If a service chooses the number that sends."),
        error_messages={"invalid": _("It is MG and 32 letters and digits.")},
    )
    sender = forms.RegexField(
        r"^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$",
        label=_("Name as sender"),
        required=False,
        help_text=_("Where there is no number. Customers cannot answer it."),
        error_messages={"invalid": _("Up to 11 letters and digits, with a letter among them.")},
    )
    stop_words = forms.CharField(
        label=_("Words that end messages to a number"),
        required=False,
        max_length=300,
        initial=", ".join(ALSO_STOP),
        help_text=_("With commas between; STOP is always one."),
    )
    validity_seconds = forms.IntegerField(
        label=_("Seconds after which a message is not delivered any more"),
        min_value=60,
        max_value=36_000,
        initial=14_400,
    )

    @classmethod
    def shown_of(cls, connection: Connection) -> dict[str, Any]:
        words = connection.options.get("stop_words", ALSO_STOP)
        return {**super().shown_of(connection), "stop_words": ", ".join(map(str, words))}

    def clean_stop_words(self) -> list[str]:
        found = re.split(r"\s*,\s*", self.cleaned_data["stop_words"].strip())
        return [word.lower() for word in found if word]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(name) for name in SENDERS) and not self.errors:
            self.add_error("number", _("Enter a number, a service or a name to send from."))
        has_key = [bool(data.get(name)) for name in ("api_key_sid", "api_key_secret")]
        if any(has_key) and not all(has_key):
            self.add_error("api_key_secret", _("A key has both: its SID and its secret."))
        return data
