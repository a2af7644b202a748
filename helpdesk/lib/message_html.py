"""The HTML of a message on its way to the frame that shows it.

It is stored sanitised, its images without a source: attached ones say which attachment they are, remote ones
where they would come from. Only here, when a page is made, do they get a source again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

_ATTACHED = re.compile(r'(<img\b[^<>]*?) data-attachment="(\d{1,6})"')
_REMOTE = re.compile(r'(<img\b[^<>]*?) data-remote-src="([^"<>]*)"')


def with_images(stored: str, attachment_urls: Mapping[int, str]) -> str:
    """Attached images shown, by the position of the attachment in its message; remote ones stay blocked."""

    def show(image: re.Match[str]) -> str:
        url = attachment_urls.get(int(image.group(2)))
        return f'{image.group(1)} src="{html.escape(url)}"' if url else image.group(1)

    return _ATTACHED.sub(show, stored)


def with_remote_images(stored: str) -> str:
    """As an agent asked for: now the sender may learn that somebody looked."""
    return _REMOTE.sub(r'\1 src="\2" referrerpolicy="no-referrer" loading="lazy"', stored)


def frame_policy(*, image_sources: str = "'self' data:") -> str:
    """The Content-Security-Policy of the frame: nothing runs or is sent, and only links lead out of it."""
    return (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
        f"img-src {image_sources}; base-uri 'none'; form-action 'none'"
    )
