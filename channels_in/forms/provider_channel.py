"""A channel of a provider that knows us by keys: what is typed once and never comes out again."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from channels_in.forms.channel import AnsweringForm
from channels_in.models import Connection
from channels_in.settling import LISTS, newest_first

KEEP = _("Leave it empty to keep the one that is stored. It is never shown.")


class ProviderForm(AnsweringForm):
    """A kind says which of its fields are settings, which are secrets, and what identifies it."""

    signs = False
    settings: ClassVar[tuple[str, ...]] = ()
    keys: ClassVar[dict[str, str]] = {}  # field → its name among Connection.secrets
    needed: ClassVar[frozenset[str]] = frozenset()  # keys without which nothing works
    address_field: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_new = "version" not in self.initial
        for name in self.keys:
            field = self.fields[name]
            field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false"})
            field.required = is_new and name in self.needed
            if not is_new:
                field.help_text = KEEP
        own = [name for name in self.fields if name in {*self.settings, *self.keys, self.address_field}]
        self.order_fields(["version", "name", *own, "team"])

    @classmethod
    def shown_of(cls, connection: Connection) -> dict[str, Any]:
        """What the page fills in of a connection that exists: settings, never a secret."""
        shown = {name: connection.options[name] for name in cls.settings if name in connection.options}
        return shown | ({cls.address_field: connection.address} if cls.address_field else {})

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        given = self.cleaned_data
        fields: dict[str, Any] = {
            "options": {**connection.options, **{name: given[name] for name in self.settings}},
            "secrets": self._secrets(connection),
        }
        return fields | ({"address": given[self.address_field]} if self.address_field else {})

    def _secrets(self, connection: Connection) -> dict[str, Any]:
        """What was typed. Of those with a list the one before it is still accepted."""
        typed = {
            key: self.cleaned_data[field] for field, key in self.keys.items() if self.cleaned_data[field]
        }
        return {
            key: newest_first(value, connection.secrets, key) if key in LISTS else value
            for key, value in typed.items()
        }


def secret(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, required=False, help_text=help_text, validators=[refuse_no_key]
    )


def refuse_no_key(typed: str) -> None:
    """Keys travel in heads of requests, which a blank or a curly quote beside one would break."""
    if not re.fullmatch(r"[\x21-\x7e]+", typed):
        raise ValidationError(_("That is no key: copy it again, without blanks and other signs around it."))


def digits(label: Any, help_text: Any = "", *, required: bool = True) -> forms.RegexField:
    return forms.RegexField(
        r"^[0-9]{3,25}$",
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"invalid": _("Write the number alone, with digits only.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
