from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_in.simulator.manners.manners import BLOCKED, OFF, OPEN, POCKET, Manners

LARGEST = 15 * 1024 * 1024
STATES = {
    OPEN: _("Open: what comes is read"),
    POCKET: _("In the pocket: delivered, not read"),
    OFF: _("Switched off: sent, not delivered"),
    BLOCKED: _("Has blocked us"),
}


class NewPersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    address = forms.CharField(label=_("Number or id"), max_length=100)

    def __init__(self, *args: Any, manners: Manners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manners = manners
        self.fields["address"].widget.attrs["placeholder"] = manners.hint

    def clean_address(self) -> str:
        found = self.manners.address_of(self.cleaned_data["address"])
        if not found:
            raise forms.ValidationError(
                _("That is no address here. Write it like %(example)s."),
                params={"example": self.manners.hint},
            )
        return found


class SayForm(forms.Form):
    """What the customer types, and which message it is about."""

    text = forms.CharField(label=_("Message"), max_length=4000, required=False)
    file = forms.FileField(label=_("File"), required=False)
    of = forms.CharField(max_length=300, required=False)
    payload = forms.CharField(max_length=300, required=False)
    kind = forms.CharField(max_length=20)

    def __init__(self, *args: Any, acts: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acts = set(acts)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        kind, text = said.get("kind", ""), str(said.get("text", "")).strip()
        if kind not in self.acts:
            raise forms.ValidationError(_("This cannot be done here."))
        if kind in {"text", "edit"} and not text and not said.get("file"):
            raise forms.ValidationError({"text": _("Write something first.")})
        if said.get("file") and said["file"].size > LARGEST:
            raise forms.ValidationError({"file": _("The file is larger than 15 MB.")})
        return {**said, "text": text}
