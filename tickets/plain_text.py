"""Text of strangers as HTML: paragraphs, line breaks, links to web pages; everything else as it was typed."""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LINK = re.compile(r"https?://[^\s<>\"'`\\\u200b-\u200f\u202a-\u202e\u2066-\u2069]{1,2000}")
AFTER_LINK = ".,;:!?)]}'’”»*_"
PARAGRAPHS = re.compile(r"\n\s*\n")


def to_html(text: str) -> SafeString:
    paragraphs = (part.strip("\n") for part in PARAGRAPHS.split(text.replace("\r\n", "\n").strip()))
    return mark_safe("".join(f"<p>{_lines(part)}</p>" for part in paragraphs if part))  # noqa: S308 - escaped below


def _lines(text: str) -> str:
    html: list[str] = []
    end = 0
    for found in LINK.finditer(text):
        url = found[0].rstrip(AFTER_LINK)
        html.append(escape(text[end : found.start()]))
        html.append(
            f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer nofollow">{escape(url)}</a>'
        )
        end = found.start() + len(url)
    html.append(escape(text[end:]))
    return "".join(html).replace("\n", "<br>")
