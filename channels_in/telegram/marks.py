"""Light Markdown as the HTML that Telegram reads: few tags, no paragraphs and no lists.

Source: core.telegram.org/bots/api#html-style. What Markdown means is decided in one place only, so its safe
HTML is what is read here.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

from helpdesk.lib import markdown

TAGS = {"strong": "b", "em": "i", "code": "code", "pre": "pre"}


def as_html(source: str) -> str:
    marks = _Marks()
    marks.feed(markdown.to_html(source))
    marks.close()
    return "".join(marks.said).strip("\n")


class _Marks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._lists: list[int] = []  # the next number of each list that is open; 0: dots
        self._is_first = False  # right behind a list's mark
        self._is_set = False  # inside <pre>, which holds no other tag and keeps its lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "p":
                self._break(2 if not self._lists else 1)
            case "br":
                self.said.append("\n")
            case "ul" | "ol":
                self._open_list(int(dict(attrs).get("start") or 1) if tag == "ol" else 0)
            case "li":
                self._open_item()
            case "a":
                self.said.append(f'<a href="{escape(dict(attrs).get("href") or "")}">')
            case "pre":
                self._break(2)
                self._is_set = True
                self.said.append("<pre>")
            case _:
                self._mark(tag, "<")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "ul" | "ol":
                self._lists.pop()
            case "a":
                self.said.append("</a>")
            case _:
                self._is_set = self._is_set and tag != "pre"
                self._mark(tag, "</")

    def handle_data(self, data: str) -> None:
        """Line ends between blocks are the renderer's own; those inside words came as <br>."""
        if self._is_set:
            self.said.append(escape(data, quote=False))
        elif data.strip("\n"):
            self._is_first = False
            self.said.append(escape(data.replace("\n", ""), quote=False))

    def _mark(self, tag: str, opening: str) -> None:
        if tag in TAGS and not self._is_set:
            self.said.append(f"{opening}{TAGS[tag]}>")

    def _open_list(self, first: int) -> None:
        self._break(1 if self._lists else 2)
        self._lists.append(first)

    def _open_item(self) -> None:
        self._break(1)
        number = self._lists[-1] if self._lists else 0
        self.said.append("  " * (len(self._lists) - 1) + (f"{number}. " if number else "• "))
        self._is_first = True
        if number:
            self._lists[-1] += 1

    def _break(self, lines: int) -> None:
        """At least as many, and none before the first words or right after a list's mark."""
        if not self.said or self._is_first:
            return
        ending = "".join(self.said[-2:])
        there = len(ending) - len(ending.rstrip("\n"))
        if there < lines:
            self.said.append("\n" * (lines - there))
