"""How something that an admin sets was before, as its page lists it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from people.models import Former

SHOWN = 20


def former_of(what: Former.What, row: int, asked: object) -> Former | None:
    """The one that is asked for by what came with a request; none for what is none of this row."""
    text = str(asked or "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return Former.objects.filter(what=what, row=row, pk=int(text)).first()


def formers_of(what: Former.What, row: int, words: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The newest first, each with who ended it and by changing what. `words`: the names of fields."""
    for one in Former.objects.filter(what=what, row=row).select_related("changed_by")[:SHOWN]:
        said = [str(words[name]) for name in one.changed if name in words]
        yield {"former": one, "changed": ", ".join(dict.fromkeys(said))}


def newest_former(what: Former.What, row: int) -> int | None:
    return Former.objects.filter(what=what, row=row).values_list("pk", flat=True).first()
