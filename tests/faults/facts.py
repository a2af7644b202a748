"""What a scenario found out: one JSON line. `ok` says whether the property held."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.faults.site import Site

Facts = dict[str, Any]


def hits_of(site: Site, before: Counter[str]) -> dict[str, int]:
    """What was done to the processes since, by name. A fault that hit nothing is called missed."""
    return dict(site.hits - before)
