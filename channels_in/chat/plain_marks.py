"""Light Markdown as the marks that a messenger knows."""

from __future__ import annotations

import re

from helpdesk.lib import markdown

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")


def as_whatsapp(source: str) -> str:
    """*bold*, _italic_, `code` as they are there; a link has no words of its own, so both are written."""
    bold = BOLD.sub(r"*\1*", source)
    return LINK.sub(lambda found: _link(found[1], found[2]), bold)


def as_plain(source: str) -> str:
    return markdown.to_text(source)


def _link(words: str, url: str) -> str:
    return url if words == url else f"{words}: {url}"
