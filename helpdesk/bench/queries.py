from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(work: Callable[[], object]) -> int:
    """How many statements it sends, in this process."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
