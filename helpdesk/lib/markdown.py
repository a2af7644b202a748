"""Light Markdown: bold, italic, lists, links, code, paragraphs and line breaks. All else stays as typed.

`to_html` gives HTML that is safe to show: no raw HTML, and links only to http, https, mailto and tel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape as escape_html
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
MAX_SOURCE = 100_000  # beyond it, and for what nests without end, the text is shown as typed
MAX_MARKS = 5_000

_RULES = ("emphasis", "link", "autolink", "backticks", "escape", "newline", "list", "fence")
_MARKS = re.compile(r"[*_\[\]`<]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BARE_LINK = re.compile(r"(?<!\w)https?://[^\s<>\"]+")
_AFTER_LINK = ".,;:!?'*_"


def to_html(source: str) -> str:
    if _is_beyond_reason(source):
        return f"<p>{escape_html(source).replace(chr(10), '<br>')}</p>"
    rendered: str = _PARSER.render(source)
    return rendered


def to_text(source: str) -> str:
    """What a reader of plain text gets: the words, with lists and addresses of links kept."""
    if _is_beyond_reason(source):
        return source
    return "\n\n".join(_blocks(SyntaxTreeNode(_PARSER.parse(source)))).strip("\n")


def parsed(source: str) -> SyntaxTreeNode | None:
    """The tree that both are made of. None: beyond reason, to be shown as typed."""
    return None if _is_beyond_reason(source) else SyntaxTreeNode(_PARSER.parse(source))


def escape(value: str) -> str:
    """A value that stands as it is inside Markdown: a name never becomes a link or a heading."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(value.split()))


def _is_allowed(url: str) -> bool:
    """A web address must name a host: "https:x" would lead to a page of our own."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in SCHEMES and (bool(parts.netloc) or not parts.scheme.startswith("http"))


def _is_beyond_reason(source: str) -> bool:
    return len(source) > MAX_SOURCE or len(_MARKS.findall(source)) > MAX_MARKS


def _link_bare_addresses(state: StateCore) -> None:
    """Runs before escaped characters join the text around them, so an escaped address stays plain text."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_with_links(block.children))


def _with_links(tokens: list[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not inside:
            yield from _split_at_links(token)
        else:
            yield token


def _split_at_links(token: Token) -> Iterator[Token]:
    done = 0
    for found in _BARE_LINK.finditer(token.content):
        address = _without_tail(found.group())
        if _is_allowed(address):
            end = found.start() + len(address)
            yield _text(token.content[done : found.start()], token.level)
            yield Token(
                "link_open", "a", 1, attrs={"href": _PARSER.normalizeLink(address)}, level=token.level
            )
            yield _text(address, token.level + 1)
            yield Token("link_close", "a", -1, level=token.level)
            done = end
    yield _text(token.content[done:], token.level)


def _without_tail(address: str) -> str:
    """Punctuation after an address belongs to the sentence; a bracket that was opened inside it does not."""
    end = len(address)
    opened, closed = address.count("("), address.count(")")
    while end and (address[end - 1] in _AFTER_LINK or (address[end - 1] == ")" and closed > opened)):
        closed -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)


def _settle_attributes(state: StateCore) -> None:
    """Of what a person writes only the address becomes an attribute."""
    for block in state.tokens:
        block.info = ""
        for token in block.children or ():
            if token.type == "link_open":
                token.attrs = {
                    "href": token.attrs["href"],
                    "rel": "noopener noreferrer nofollow",
                    "target": "_blank",
                }


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable(list(_RULES))
    parser.validateLink = _is_allowed  # type: ignore[method-assign]
    parser.core.ruler.before("text_join", "bare_links", _link_bare_addresses)
    parser.core.ruler.push("settle_attributes", _settle_attributes)
    return parser


_PARSER = _make_parser()


def _blocks(parent: SyntaxTreeNode) -> Iterator[str]:
    for node in parent.children:
        if node.type in {"bullet_list", "ordered_list"}:
            yield "\n".join(_items(node))
        elif node.type == "fence":
            yield node.content.rstrip("\n")
        else:
            yield "".join(_inline(child) for child in node.children)


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    number = int(node.attrs.get("start", 1))
    for item in node.children:
        mark = "- " if node.type == "bullet_list" else f"{number}. "
        body = "\n".join(_blocks(item))
        yield mark + body.replace("\n", "\n" + " " * len(mark))
        number += 1


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return "\n"
    if node.type in {"text", "code_inline"}:
        return node.content
    words = "".join(_inline(child) for child in node.children)
    return _with_address(words, str(node.attrs["href"])) if node.type == "link" else words


def _with_address(words: str, href: str) -> str:
    shown = href.partition(":")[2] if href.startswith(("mailto:", "tel:")) else href
    return words if words in {shown, href} else f"{words} ({shown})"
