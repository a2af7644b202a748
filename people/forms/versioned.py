from __future__ import annotations

from typing import Any

from django import forms


class VersionedForm(forms.Form):
    """Says which version of a row somebody looks at; what is made anew has none."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "version" not in self.initial:
            del self.fields["version"]
