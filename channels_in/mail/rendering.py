"""The body as the agent will see it: complete text, and HTML that is safe to show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from channels_in.mail.attachments import Files
from channels_in.mail.bodies import Block, Body
from channels_in.mail.html_to_text import crude_text, html_to_text
from channels_in.mail.limits import TEXT_CHARACTERS
from channels_in.mail.safe_html import SafeHtml, is_sane, sanitise
from channels_in.messages import Note

_STAND_IN_LENGTH = 400
_WORD = re.compile(r"\w{2,}")
_PICTURE = re.compile(r"\[cid:[^\]\s]{1,200}\]")  # what Outlook writes in its place
_NO_HTML = SafeHtml("", False, frozenset())


@dataclass(frozen=True, slots=True)
class Rendering:
    text: str
    safe: SafeHtml
    notes: frozenset[Note]


def render(body: Body, files: Files) -> Rendering:
    """With the HTML parser, if the HTML is not made to hurt it."""
    blocks = _blocks(body, files)
    source = Body(blocks=blocks).html()
    if source and not is_sane(source):
        return render_crudely(body, files)
    safe = sanitise(source, files.references) if source else _NO_HTML
    if all(not block.plain.strip() for block in blocks):
        text = html_to_text(safe.html)
    else:
        text = "\n".join(_text(block) for block in blocks)
    return _cut(text, safe, frozenset())


def render_crudely(body: Body, files: Files) -> Rendering:
    """The words alone, by means that cost the same for every letter."""
    blocks = _blocks(body, files)
    text = "\n".join(block.plain if block.plain.strip() else crude_text(block.html) for block in blocks)
    has_html = any(block.html.strip() for block in blocks)
    return _cut(text, _NO_HTML, frozenset({Note.HTML_AS_TEXT}) if has_html else frozenset())


def _blocks(body: Body, files: Files) -> list[Block]:
    blocks = [block for block in body.blocks if not block.is_blank]
    opened = Block(plain=files.text, html=files.html)
    return blocks or ([] if opened.is_blank else [opened])


def _text(block: Block) -> str:
    plain = _PICTURE.sub("", block.plain) if block.html.strip() else block.plain
    if block.html.strip() and len(plain) <= _STAND_IN_LENGTH:
        words = _words(block.html)
        return words if not plain.strip() or _is_stand_in(plain, words) else plain
    return plain


def _is_stand_in(plain: str, words: str) -> bool:
    """Not the same in plain text, but "Please use a modern mail program": hardly a word of it is there."""
    said, shown = (set(_WORD.findall(text.lower())) for text in (plain, words))
    return bool(shown) and len(said & shown) * 4 <= len(said)


def _words(html: str) -> str:
    return html_to_text(sanitise(html, {}).html)


def _cut(text: str, safe: SafeHtml, notes: frozenset[Note]) -> Rendering:
    if len(text) > TEXT_CHARACTERS:
        return Rendering(text[:TEXT_CHARACTERS], safe, notes | {Note.TEXT_CUT})
    return Rendering(text, safe, notes)
