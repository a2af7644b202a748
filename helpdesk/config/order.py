"""Where the entries of an ordered section stand once a file has named some of them."""

from __future__ import annotations


def arranged(there: list[str], wanted: list[str]) -> list[str]:
    """What the file does not name keeps its place; the named ones share theirs, in the order of the file.

    A new one stands right behind the one before it in the file; the first, before the one after it.
    """
    known = [name for name in wanted if name in there]
    turns = iter(known)
    order = [next(turns) if name in known else name for name in there]
    for number, name in enumerate(wanted):
        if name not in known:
            order.insert(_place(order, wanted[:number], known), name)
    return order


def _place(order: list[str], before: list[str], known: list[str]) -> int:
    if before:
        return order.index(before[-1]) + 1
    return order.index(known[0]) if known else len(order)
