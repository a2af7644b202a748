from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.versioned import VersionedForm
from people.models import Company
from tickets.models import ChannelKind
from tickets.weights import LEAST, MOST


class WorkloadForm(VersionedForm):
    """A weight for each kind of channel."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ChannelKind:
            self.fields[str(kind)] = forms.FloatField(
                label=kind.label,
                min_value=LEAST,
                max_value=MOST,
                widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
            )
        self.fields[str(ChannelKind.VOICE)].help_text = _("Once the call is over, until its ticket is done.")

    @property
    def weights(self) -> dict[str, float]:
        return {str(kind): self.cleaned_data[str(kind)] for kind in ChannelKind}


def of_workload(company: Company) -> dict[str, Any]:
    given = company.channel_weights
    return {"version": company.version, **{str(kind): given.get(str(kind), 1) for kind in ChannelKind}}
