from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

E164 = re.compile(r"\+[1-9][0-9]{6,14}")


class PhoneField(forms.CharField):
    """A telephone number with its country, however it is spaced; E.164 comes out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=32, widget=forms.TextInput(attrs={"type": "tel"}), **kwargs)

    def clean(self, value: Any) -> str:
        number = re.sub(r"[\s().-]", "", str(super().clean(value)))
        if number and not E164.fullmatch(number):
            raise forms.ValidationError(_("Write it with + and the country, like +628123456789."))
        return number
