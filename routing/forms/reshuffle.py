from __future__ import annotations

import re

from django import forms

from routing.models import Reshuffle

PICK = re.compile(r"^(\d{1,18})\.(\d{1,9})\.(\d{1,18})\.(\d{1,18})$", re.ASCII)
MOST = 200


class ReshuffleForm(forms.Form):
    """What the preview showed: of each ticket that is ticked its version and where it goes."""

    what = forms.ChoiceField(choices=Reshuffle.What)
    pick = forms.CharField()

    def __init__(self, *args: object, picked: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.picked = picked
        self.fields["pick"].required = False

    def picks(self) -> list[tuple[int, int, int, int]]:
        """Ticket, version, agent, team (0: none); what is no such thing is left out."""
        found = (PICK.match(one) for one in self.picked[:MOST])
        return [(int(a), int(b), int(c), int(d)) for a, b, c, d in (one.groups() for one in found if one)]
