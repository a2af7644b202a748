"""Reads fields out of data that anybody may have sent, and remembers everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from helpdesk.lib.faults import Fault, join_path

MOST_FAULTS = 50
YEARS = range(1980, 2101)  # as a mail's Date is read

Instead = TypeVar("Instead")


class FieldReader:
    """Each method gives something usable even where it found a fault: one answer names all of them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def text(
        self, data: Mapping[str, Any], name: str, path: str, *, longest: int, required: bool = False
    ) -> str:
        value = data.get(name)
        if value is None or (required and isinstance(value, str) and not value.strip()):
            return self.wrong("missing", join_path(path, name), "") if required else ""
        if not isinstance(value, str):
            return self.wrong("not_text", join_path(path, name), "")
        if len(value) > longest:
            return self.wrong("too_long", join_path(path, name), "", limit=longest)
        return storable(value)

    def items(self, data: Mapping[str, Any], name: str, path: str, most: int) -> list[Any]:
        value, nothing = data.get(name, []), list[Any]()
        if not isinstance(value, list):
            return self.wrong("not_a_list", join_path(path, name), nothing)
        if len(value) > most:
            return self.wrong("too_many", join_path(path, name), nothing, limit=most)
        return value

    def mapping(self, data: Any, path: str) -> Mapping[str, Any]:
        return data if isinstance(data, dict) else self.wrong("not_an_object", path, {})

    def moment(self, data: Mapping[str, Any], name: str, path: str) -> datetime | None:
        """In UTC: what no calendar has there, the database cannot keep."""
        text = self.text(data, name, path, longest=40)
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                return self.wrong("no_offset", join_path(path, name), None)
            moment = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            return self.wrong("not_a_time", join_path(path, name), None)
        return moment if moment.year in YEARS else self.wrong("not_a_time", join_path(path, name), None)

    def no_others(self, data: Mapping[str, Any], known: tuple[str, ...], path: str) -> None:
        """A misspelt name is told, not passed over: what it held would be lost."""
        for name in data:
            if name not in known:
                self.wrong("unknown_name", join_path(path, str(name)[:100]), None)

    def wrong(self, code: str, path: str, instead: Instead, **params: object) -> Instead:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(code=code, path=path, params=params))
        return instead


def storable(text: str) -> str:
    """No NUL and no half of a surrogate pair: neither can be stored, and neither says anything."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
