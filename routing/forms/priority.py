"""The table of points as a form: tiers, channels, what reopening adds, levels, and groups of words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.lib.whole_number import whole_number
from people.models import Tier
from routing.models import PriorityScheme
from routing.priority_scheme import DEFAULT
from tickets.models import ChannelKind

LEVELS = ("normal", "high", "urgent")


def _points(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=-1000, max_value=1000)


class SchemeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reopened = _points(gettext_lazy("Reopened ticket"))
    normal = _points(gettext_lazy("Normal from"))
    high = _points(gettext_lazy("High from"))
    urgent = _points(gettext_lazy("Urgent from"))
    keywords = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "One group a line: name, points, words. Like: danger 60: on fire, korsleting, injured"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {f"tier_{tier}": _points(tier.label) for tier in Tier}
        self.fields |= {f"channel_{kind}": _points(kind.label) for kind in ChannelKind}

    @property
    def tiers(self) -> list[forms.BoundField]:
        return [self[f"tier_{tier}"] for tier in Tier]

    @property
    def channels(self) -> list[forms.BoundField]:
        return [self[f"channel_{kind}"] for kind in ChannelKind]

    @property
    def levels(self) -> list[forms.BoundField]:
        return [self[level] for level in LEVELS]

    def clean_keywords(self) -> list[dict[str, Any]]:
        lines = [line.strip() for line in self.cleaned_data["keywords"].splitlines() if line.strip()]
        return [_group(line) for line in lines]

    @property
    def weights(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "tiers": {str(tier): given[f"tier_{tier}"] for tier in Tier},
            "channels": {str(kind): given[f"channel_{kind}"] for kind in ChannelKind},
            "keywords": given["keywords"],
            "reopened": given["reopened"],
            "thresholds": {level: given[level] for level in LEVELS},
        }


def _group(line: str) -> dict[str, Any]:
    head, colon, words = line.partition(":")
    name, _space, points = head.strip().rpartition(" ")
    number = whole_number(points)
    if not colon or not name or number is None:
        raise ValidationError(_("“%(line)s”: write a name, points, a colon and words.") % {"line": line[:60]})
    phrases = [word.strip() for word in words.split(",") if word.strip()]
    return {"code": name.strip(), "points": number, "phrases": phrases}


def of_scheme(scheme: PriorityScheme) -> dict[str, Any]:
    weights = scheme.weights or DEFAULT
    groups = weights.get("keywords", [])
    return {
        "version": scheme.version,
        "reopened": weights.get("reopened", 0),
        **weights.get("thresholds", DEFAULT["thresholds"]),
        "keywords": "\n".join(
            f"{one['code']} {one['points']}: {', '.join(one['phrases'])}" for one in groups
        ),
        **{f"tier_{tier}": weights.get("tiers", {}).get(tier, 0) for tier in Tier},
        **{f"channel_{kind}": weights.get("channels", {}).get(kind, 0) for kind in ChannelKind},
    }
