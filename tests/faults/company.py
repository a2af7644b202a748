"""The company that all scenarios share: the bench's, with promises that run around the clock."""

from __future__ import annotations

from helpdesk.bench.company import found
from routing.models import SlaPolicy


def prepare() -> None:
    """Whatever day it is. Twice does no harm."""
    found()
    SlaPolicy.objects.update(calendar=None)
