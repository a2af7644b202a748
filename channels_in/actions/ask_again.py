"""A check becomes due: by a button, by a change of the settings, by a word of the provider."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models.functions import Now

from channels_in.models import Check


def ask_again(connections: Collection[int], what: str) -> int:
    """Those that are being asked at this moment are asked once more after it: their lease stays."""
    rows = Check.objects.filter(connection__in=connections, what=what)
    return rows.update(state=Check.State.PENDING, due_at=Now(), attempts=0)


def owe_checks(wanted: Collection[tuple[int, str]]) -> None:
    """(connection, what): those that there are stay as they are."""
    rows = [Check(connection_id=connection, what=what) for connection, what in wanted]
    Check.objects.bulk_create(rows, ignore_conflicts=True)
