"""Where the next page of a list begins, as an address says it: a moment, and a number among equal moments."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")


def cursor_at(moment: datetime, pk: int) -> str:
    return f"{(moment - EPOCH) // timedelta(microseconds=1)}.{pk}"


def cursor_in(text: str) -> tuple[datetime, int] | None:
    """None: the first page."""
    if not text:
        return None
    if found := CURSOR.fullmatch(text):
        micros, pk = map(int, found.groups())
        with suppress(OverflowError):  # a moment that no calendar has
            return EPOCH + timedelta(microseconds=micros), pk
    raise BadRequest(_("There is no such list."))
