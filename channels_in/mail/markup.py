"""The pieces of HTML that the sanitiser wrote: well formed, so one look at each character is enough."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"</?([a-z0-9]+)")
_ATTRIBUTE = re.compile(r'\s([a-z0-9-]+)="([^"]*)"')
_TAG = re.compile(r'<(?:[^"<>]|"[^"]*")*>')
_LONG_NUMBER = re.compile(r"&#[0-9]{8,};?")  # Python refuses to read numbers of thousands of digits


@dataclass(slots=True)
class Tag:
    name: str
    source: str
    is_end: bool

    def attributes(self) -> dict[str, str]:
        return {name: unescape(value) for name, value in _ATTRIBUTE.findall(self.source)}


@dataclass(slots=True)
class Text:
    source: str  # still escaped

    @property
    def text(self) -> str:
        return unescape(self.source)


def pieces_of(clean_html: str) -> Iterator[Tag | Text]:
    position = 0
    for tag in _TAG.finditer(clean_html):
        if tag.start() > position:
            yield Text(clean_html[position : tag.start()])
        position = tag.end()
        name = _NAME.match(tag.group())
        if name:
            yield Tag(name.group(1), tag.group(), tag.group().startswith("</"))
    if position < len(clean_html):
        yield Text(clean_html[position:])


def unescape(source: str) -> str:
    return html.unescape(_LONG_NUMBER.sub("\ufffd", source)) if "&" in source else source
