from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from events.actors import Actor
from people.models import Former


def keep_former(
    what: Former.What, row: int, *, by: Actor, said: Mapping[str, Any], changed: Sequence[str]
) -> None:
    """Within the action that changes the row, which it holds: `said` is how it was before."""
    by_whom = by.id if by.is_person else None
    Former.objects.create(what=what, row=row, said=said, changed=list(changed), changed_by_id=by_whom)
