"""Who reacts to which event. The table is handed down from helpdesk/subscribers.py: we never look up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.claims import Failure

if TYPE_CHECKING:
    from events.models import Event

Handler = Callable[["Event"], object]


@dataclass(frozen=True, slots=True)
class Unless:
    """A handler that some events of a kind need not wake: each waking costs a row and a transaction."""

    needless: Callable[[Event], bool]
    handler: Handler


_handlers: dict[str, Handler] = {}
_by_kind: dict[str, list[tuple[str, Callable[[Event], bool] | None]]] = {}


def install(table: Mapping[str, Sequence[Handler | Unless]]) -> None:
    _handlers.clear()
    _by_kind.clear()
    for kind, entries in table.items():
        _by_kind[kind] = []
        for entry in entries:
            handler = entry.handler if isinstance(entry, Unless) else entry
            needless = entry.needless if isinstance(entry, Unless) else None
            _by_kind[kind].append((name_of(handler), needless))
            _handlers[name_of(handler)] = handler


def name_of(handler: Handler) -> str:
    """What a Reaction row calls it. Rows outlive a release, so renaming a handler needs a data migration."""
    return f"{handler.__module__}.{handler.__name__}"


def names_for(event: Event) -> list[str]:
    """Who is owed a reaction to it."""
    return [name for name, needless in _by_kind.get(event.kind, ()) if not (needless and needless(event))]


def handler_called(name: str) -> Handler:
    try:
        return _handlers[name]
    except KeyError:
        raise Failure(f"No handler is called {name}") from None
