"""What an HTML body says, as text: paragraphs and rows on lines of their own, quotes marked with ">"."""

from __future__ import annotations

import re
from collections.abc import Callable

from channels_in.mail.markup import Tag, pieces_of, unescape
from channels_in.mail.phrases import words

_LINE = words("""
    address article aside center dd dir div dl dt figcaption figure footer header main nav section tr
""")
_PARAGRAPH = words("blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul")
_RULE = "_" * 32
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE_GAP = re.compile(r"\n{3,}")
_COMMENT_OR_HIDDEN = ("<!--", "-->"), ("<style", "</style"), ("<script", "</script"), ("<title", "</title")
_BLOCK_TAG = re.compile(
    r"<\s{0,3}/?\s{0,3}(?:p|div|br|tr|li|h[1-6]|table|blockquote|hr|ul|ol|pre)\b[^<>]{0,5000}>", re.I
)
_ANY_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,20000}>")


def html_to_text(clean_html: str) -> str:
    """The text of sanitised HTML."""
    writer = _Writer()
    for piece in pieces_of(clean_html):
        if isinstance(piece, Tag):
            writer.tag(piece)
        else:
            writer.words(piece.text)
    return writer.text()


class _Writer:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes: list[bool] = []  # one for each open blockquote: is it a quote, or only indented
        self._preformatted = 0
        self._numbers: list[int] = []

    def words(self, text: str) -> None:
        if self._preformatted:
            first, *rest = text.split("\n")
            self._line.append(first)
            for line in rest:
                self._end_line(force=True)
                self._line.append(line)
            return
        text = _SPACES.sub(" ", text.replace("\u00a0", " "))
        if text.startswith(" ") and (not self._line or self._line[-1].endswith((" ", "\t"))):
            text = text[1:]
        if text:
            self._line.append(text)

    def tag(self, tag: Tag) -> None:
        if tag.name in _LINE:
            self._end_line()
        elif tag.name in _PARAGRAPH:
            self._paragraph(tag)
        elif write := _WRITERS.get(tag.name):
            write(self, tag)

    def text(self) -> str:
        self._end_line()
        return _WIDE_GAP.sub("\n\n", "\n".join(self._lines)).strip("\n")

    def _break(self, _: Tag) -> None:
        self._end_line(force=True)

    def _rule(self, _: Tag) -> None:
        self._end_line()
        self._line.append(_RULE)
        self._end_line()

    def _cell(self, tag: Tag) -> None:
        if not tag.is_end and self._line:
            self._line.append("\t")

    def _picture(self, tag: Tag) -> None:
        described = tag.attributes().get("alt", "")
        if described and not any(letter.isalnum() for letter in described):
            self._line.append(described)  # an emoji

    def _item(self, tag: Tag) -> None:
        self._end_line()
        if tag.is_end:
            return
        if self._numbers and self._numbers[-1]:
            self._line.append(f"{self._numbers[-1]}. ")
            self._numbers[-1] += 1
        else:
            self._line.append("- ")

    def _paragraph(self, tag: Tag) -> None:
        self._end_line()
        if tag.name == "blockquote" and tag.is_end:
            self._quotes[-1:] = []
        self._gap()
        if tag.name == "pre":
            self._preformatted = max(self._preformatted + (-1 if tag.is_end else 1), 0)
        elif tag.name in ("ol", "ul"):
            self._list(tag)
        elif tag.name == "blockquote" and not tag.is_end:
            self._quotes.append("border:none" not in tag.attributes().get("style", "").replace(" ", ""))

    def _list(self, tag: Tag) -> None:
        if not tag.is_end:
            self._numbers.append(1 if tag.name == "ol" else 0)
        elif self._numbers:
            self._numbers.pop()

    def _end_line(self, *, force: bool = False) -> None:
        line = "".join(self._line)
        line = line if self._preformatted else line.strip(" ")
        self._line = []
        if line.strip() or force:
            self._lines.append(self._prefix() + line.rstrip() if line.strip() else self._prefix().rstrip())

    def _gap(self) -> None:
        if self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._prefix().rstrip())

    def _prefix(self) -> str:
        depth = min(sum(self._quotes), 20)
        return ">" * depth + " " if depth else ""


_WRITERS: dict[str, Callable[[_Writer, Tag], None]] = {
    "br": _Writer._break,
    "hr": _Writer._rule,
    "img": _Writer._picture,
    "li": _Writer._item,
    "td": _Writer._cell,
    "th": _Writer._cell,
}


def crude_text(source: str) -> str:
    """The words of HTML too large or too deep to be parsed: tags cut away, nothing understood."""
    for opening, closing in _COMMENT_OR_HIDDEN:
        source = _without(source, opening, closing)
    text = unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub("\n", source)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\u00a0", " ").split("\n"))
    return _WIDE_GAP.sub("\n\n", "\n".join(lines)).strip("\n")


def _without(source: str, opening: str, closing: str) -> str:
    lower = source.lower()
    if len(lower) != len(source):  # a letter that grows in lower case would shift every position
        lower = source
    kept: list[str] = []
    position = 0
    while (start := lower.find(opening, position)) >= 0:
        kept.append(source[position:start])
        end = lower.find(closing, start)
        end = lower.find(">", end) if end >= 0 else end
        if end < 0:
            # Never closed: keep what follows rather than lose the words.
            position = start + len(opening)
            break
        position = end + 1
    return "".join((*kept, source[position:]))
