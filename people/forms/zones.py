from __future__ import annotations

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from people.hours_format import check_zone

OURS = (
    ("Asia/Jakarta", _("Jakarta (WIB)")),
    ("Asia/Makassar", _("Makassar (WITA)")),
    ("Asia/Jayapura", _("Jayapura (WIT)")),
)


@lru_cache
def zone_choices() -> list[tuple[str, object]]:
    """Indonesia's three first, then all the world's by region."""
    first = {zone for zone, _name in OURS}
    rest = sorted(zone for zone in available_timezones() if "/" in zone and zone not in first)
    world = [
        (zone, zone.replace("_", " ")) for zone in rest if not zone.startswith(("Etc/", "posix", "right"))
    ]
    return [*OURS, *world, ("UTC", "UTC")]


class ZoneField(forms.ChoiceField):
    """Offers what people choose from. A file may have set another one: that one is offered, too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Time zone"), "choices": zone_choices, **kwargs})

    def valid_value(self, value: str) -> bool:
        return not check_zone(value)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        stored = form.get_initial_for_field(self, field_name)
        if stored and stored not in dict(zone_choices()):
            self.choices = [*zone_choices(), (stored, stored)]
        return super().get_bound_field(form, field_name)
