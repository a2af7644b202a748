"""The HTML of a message on its way to the frame that shows it.

It is stored sanitised, its images without a source: attached ones say which attachment they are, remote ones
where they would come from. Only here, when a page is made, do they get a source again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

# The sanitiser quotes every value, and a value may hold anything but a quote: whole tags and whole attributes
# are read from the front, so that nothing inside a value is taken for one.
_TAG = re.compile(r'<(?:[^"<>]|"[^"]*")*>')
_ATTRIBUTE = re.compile(r' ([a-z0-9-]+)="([^"]*)"')


def with_images(stored: str, attachment_urls: Mapping[int, str]) -> str:
    """Attached images shown, by the position of the attachment in its message; remote ones stay blocked."""

    def show(position: str) -> str:
        url = attachment_urls.get(int(position)) if position.isdecimal() and len(position) <= 6 else None
        return f' src="{html.escape(url)}"' if url else ""

    return _with_sources(stored, "data-attachment", show)


def with_remote_images(stored: str) -> str:
    """As an agent asked for: now the sender may learn that somebody looked."""
    return _with_sources(
        stored, "data-remote-src", lambda url: f' src="{url}" referrerpolicy="no-referrer" loading="lazy"'
    )


def _with_sources(stored: str, attribute: str, source: Callable[[str], str]) -> str:
    """In each image, what `source` makes of that attribute's value (still escaped) in its place."""

    def rewrite(tag: re.Match[str]) -> str:
        if not tag.group().startswith("<img "):
            return tag.group()
        return _ATTRIBUTE.sub(
            lambda found: source(found[2]) if found[1] == attribute else found[0], tag.group()
        )

    return _TAG.sub(rewrite, stored)
