from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.answers import NAMES
from analytics.models.rating import BEST, LONGEST_COMMENT, WORST
from channels_in.surveys import SCORES


class AnswerForm(forms.Form):
    """What a customer thinks of our help."""

    score = forms.TypedChoiceField(
        coerce=int,
        choices=[(score, NAMES[score]) for score in SCORES],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the five."),
            "invalid_choice": _("Choose one of the five."),
        },
    )
    comment = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_COMMENT}),
    )


def score_named(given: str) -> int | None:
    """In the address of a link: what is chosen already when the page opens. Nothing is sent by opening it."""
    return int(given) if given.isascii() and given.isdecimal() and WORST <= int(given[:2]) <= BEST else None
