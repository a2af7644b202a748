"""Which parts of a mail are its text, which are files, and how alternatives of one text belong together."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field

from channels_in.mail import charset, cleaning
from channels_in.mail.attachments import file_name_of
from channels_in.mail.flowed import unflow
from channels_in.mail.html_to_text import crude_text
from channels_in.mail.limits import TEXT_CHARACTERS
from channels_in.mail.mime import Part
from channels_in.mail.parameters import split_value
from channels_in.messages import Note

_TEXTS = frozenset({"text/plain", "text/html", "text/enriched", "text/x-markdown", "text/markdown"})
# Renderings for special readers: the same words stand in another part.
_TEXT_BYTES = 4 * TEXT_CHARACTERS
_DUPLICATES = frozenset({"text/x-amp-html", "text/watch-html"})


@dataclass(slots=True)
class Block:
    """One stretch of the body, as plain text, as HTML, or as both."""

    plain: str = ""
    html: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.plain.strip() and not self.html.strip()


@dataclass(slots=True)
class Body:
    blocks: list[Block] = field(default_factory=list)
    files: list[Part] = field(default_factory=list)
    notes: set[Note] = field(default_factory=set)

    def plain(self) -> str:
        """As plain text, or "" if one of its stretches has none."""
        shown = [block for block in self.blocks if not block.is_blank]
        return (
            "\n".join(block.plain for block in shown) if all(block.plain.strip() for block in shown) else ""
        )

    def html(self) -> str:
        """As HTML, plain stretches escaped; empty if no stretch is HTML."""
        shown = [block for block in self.blocks if not block.is_blank]
        if not any(block.html.strip() for block in shown):
            return ""
        return "<hr>".join(block.html if block.html.strip() else as_html(block.plain) for block in shown)


def as_html(plain: str) -> str:
    return f'<div style="white-space:pre-wrap">{html.escape(plain, quote=False)}</div>'


def read_body(root: Part) -> Body:
    body = Body()
    _gather(root, body, may_be_named=True)
    return body


def _gather(part: Part, body: Body, *, may_be_named: bool = False) -> None:
    """`may_be_named`: a text stays a text although it has a file name, as there is nothing else here."""
    if part.is_multipart:
        if part.content_type == "multipart/alternative":
            _gather_alternatives(part, body)
        else:
            _gather_all(part.children, body)
        if part.content_type == "multipart/encrypted":
            body.notes.add(Note.ENCRYPTED)
    elif _is_text(part, may_be_named=may_be_named):
        body.blocks.append(_read_text(part, body.notes))
    elif part.content_type not in _DUPLICATES and (part.encoded.strip() or file_name_of(part)):
        _note_opaque(part, body.notes)
        body.files.append(part)


def _gather_all(parts: Iterable[Part], body: Body) -> None:
    for part in parts:
        _gather(part, body)


def _gather_alternatives(part: Part, body: Body) -> None:
    """The same words several times: the last wording of each form counts, its files all do."""
    merged = Block()
    for child in part.children:
        version = Body(notes=body.notes)
        _gather(child, version, may_be_named=True)
        merged.html = version.html() or merged.html
        merged.plain = version.plain() or merged.plain
        body.files += version.files
    body.blocks.append(merged)


def _is_text(part: Part, *, may_be_named: bool) -> bool:
    disposition, _ = split_value(part.headers.raw_text("content-disposition"))
    if part.content_type.startswith("multipart/"):
        return bool(part.encoded.strip())  # without parts: its boundary is nowhere to be found
    if part.content_type not in _TEXTS or disposition == "attachment":
        return False
    return may_be_named or not file_name_of(part)


def _read_text(part: Part, notes: set[Note]) -> Block:
    content = part.content()
    if len(content) > _TEXT_BYTES:
        content = content[:_TEXT_BYTES]
        notes.add(Note.TEXT_CUT)
    label = part.charset
    if not label and part.content_type == "text/html":
        label = charset.charset_of_html(content)
    text, was_guessed = charset.decode(content, label)
    if was_guessed:
        notes.add(Note.CHARSET_GUESSED)
    text = cleaning.body(text)
    if part.content_type == "text/html":
        return Block(html=text)
    if part.content_type == "text/enriched":
        return Block(plain=crude_text(text))
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, deletes_space=part.parameters.get("delsp", "").lower() == "yes")
    if "-----BEGIN PGP MESSAGE-----" in text:
        notes.add(Note.ENCRYPTED)
    return Block(plain=text)


def _note_opaque(part: Part, notes: set[Note]) -> None:
    if part.content_type == "message/partial":
        notes.add(Note.PARTIAL)
    is_enveloped = part.parameters.get("smime-type", "enveloped-data").lower() == "enveloped-data"
    if part.content_type in ("application/pkcs7-mime", "application/x-pkcs7-mime") and is_enveloped:
        notes.add(Note.ENCRYPTED)
