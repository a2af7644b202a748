"""Every route of the installation, by its name."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver


def routes() -> dict[str, str]:
    """Every name that the resolver knows, with its pattern; a nameless route is named by its pattern."""
    return dict(_walk(get_resolver(), "", ()))


def _walk(resolver: object, before: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:  # type: ignore[attr-defined]
        place = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or place)), place
        else:
            yield from _walk(entry, place, (*names, entry.namespace) if entry.namespace else names)
