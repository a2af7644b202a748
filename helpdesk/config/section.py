"""What a section of the file knows: to show what is there, and to save one entry of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from events.actors import Actor
from helpdesk.config.document import ConfigProblem
from helpdesk.config.refused_entry import refused_at

Entry = dict[str, Any]


class Section(ABC):
    """Entries are named by `key`; the section `company`, which has only one, has no key.

    Never removes: what the file does not name stays as it is.
    """

    name: ClassVar[str]
    key: ClassVar[str] = ""
    fields: ClassVar[tuple[str, ...]] = ()
    only_new: ClassVar[tuple[str, ...]] = ()  # said when it is made, and never changed after
    is_ordered: ClassVar[bool] = False  # the order of entries means something

    @abstractmethod
    def entries(self) -> Iterator[Entry]:
        """Everything there is, with all fields, by names instead of ids, without secrets."""

    @abstractmethod
    def save(self, entry: Entry, *, is_new: bool, by: Actor) -> None:
        """Write the fields that the entry gives. Raises what the action raises."""

    def arrange(self, names: list[str], *, by: Actor) -> None:
        """Put all of them into this order. Only for ordered sections."""
        raise NotImplementedError

    def being_written(self) -> Iterator[Entry]:
        """The same while a file is applied, where what is written does not hold before the end."""
        return self.entries()

    def begin(self) -> None:  # noqa: B027 - most have nothing to say
        """Before the first change that a file makes. Raises what refuses all of them."""

    def finish(self, *, by: Actor) -> None:  # noqa: B027
        """After the last one: only if there was any."""

    def secret_changes(self, entry: Entry) -> list[str]:
        """Names of secrets that the entry would change."""
        return []

    def canonical(self, entry: Entry) -> Entry:
        """As it would be exported, where a person may write the same thing in several ways."""
        return entry

    def read(self, part: Any) -> list[Entry]:
        """The entries of a file's part, checked for their form."""
        if not self.key:
            part = [part]
        if not isinstance(part, list) or not all(isinstance(entry, dict) for entry in part):
            raise ConfigProblem(self.name, "Write a list of entries.")
        entries: dict[str, Entry] = {}
        for written in part:
            self._check(written)
            with refused_at(f"{self.name}.{written.get(self.key, '')}".rstrip(".")):
                entry = self.canonical(written)
            name = str(entry.get(self.key, ""))
            if name in entries:
                raise ConfigProblem(f"{self.name}.{name}", "This stands here twice.")
            entries[name] = entry
        return list(entries.values())

    def _check(self, entry: Entry) -> None:
        if self.key and not isinstance(entry.get(self.key), str):
            raise ConfigProblem(self.name, f"Each entry needs a `{self.key}`.")
        for field in entry:
            if field not in (self.key, *self.fields, *self.only_new):
                where = ".".join(filter(None, (self.name, str(entry.get(self.key, "")), str(field))))
                raise ConfigProblem(where, f"There is no such field. Known: {', '.join(self.fields)}.")
