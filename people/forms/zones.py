from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

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
