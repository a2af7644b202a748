"""Who reacts to which event. The table is handed down from helpdesk/subscribers.py: we never look up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from events.claims import Failure

if TYPE_CHECKING:
    from events.models import Event

Handler = Callable[["Event"], object]

_handlers: dict[str, Handler] = {}
_names_by_kind: dict[str, list[str]] = {}


def install(table: Mapping[str, Sequence[Handler]]) -> None:
    _handlers.clear()
    _names_by_kind.clear()
    for kind, handlers in table.items():
        _names_by_kind[kind] = [name_of(handler) for handler in handlers]
        _handlers.update({name_of(handler): handler for handler in handlers})


def name_of(handler: Handler) -> str:
    """What a Reaction row calls it. Rows outlive a release, so renaming a handler needs a data migration."""
    return f"{handler.__module__}.{handler.__name__}"


def names_for(kind: str) -> list[str]:
    return _names_by_kind.get(kind, [])


def handler_called(name: str) -> Handler:
    try:
        return _handlers[name]
    except KeyError:
        raise Failure(f"No handler is called {name}") from None
