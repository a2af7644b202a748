"""Light Markdown as a tree of plain lists, for a page that builds elements and takes no HTML from anybody.

Blocks are {"t": "p" | "ul" | "ol" | "pre", "c": […]}; an item of a list is a list of blocks. What stands in a
line is "text", ["b", …], ["i", …], ["code", "…"], ["a", "https://…", …] or ["br"].
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from helpdesk.lib.markdown import parsed

MARKS = {"strong": "b", "em": "i"}
Block = dict[str, Any]
Inline = str | list[Any]


def to_tree(source: str) -> list[Block]:
    """What nests without end, or is longer than anybody writes, is one paragraph as it was typed."""
    root = parsed(source)
    if root is None:
        return [{"t": "p", "c": list(_lines(source))}]
    return list(_blocks(root))


def _blocks(parent: SyntaxTreeNode) -> Iterator[Block]:
    for node in parent.children:
        if node.type in {"bullet_list", "ordered_list"}:
            kind = "ul" if node.type == "bullet_list" else "ol"
            yield {"t": kind, "c": [list(_blocks(item)) for item in node.children]}
        elif node.type == "fence":
            yield {"t": "pre", "c": [node.content.rstrip("\n")]}
        else:
            yield {"t": "p", "c": [mark for child in node.children for mark in _inline(child)]}


def _inline(node: SyntaxTreeNode) -> Iterator[Inline]:
    if node.type == "inline":
        yield from _children(node)
    elif node.type in {"softbreak", "hardbreak"}:
        yield ["br"]
    elif node.type == "code_inline":
        yield ["code", node.content]
    elif node.type == "link":
        yield ["a", str(node.attrs["href"]), *_children(node)]
    elif node.type in MARKS:
        yield [MARKS[node.type], *_children(node)]
    elif node.content:
        yield node.content


def _children(node: SyntaxTreeNode) -> Iterator[Inline]:
    return (mark for child in node.children for mark in _inline(child))


def _lines(source: str) -> Iterator[Inline]:
    for number, line in enumerate(source.split("\n")):
        if number:
            yield ["br"]
        yield line
