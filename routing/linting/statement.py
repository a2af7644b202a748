from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said of a ticket, or denied.

    `test`: phrase (is in the text), pattern, tag, address, in (a set of values), filled, greater, less.
    """

    field: str  # a kind of condition
    test: str
    asked: object = None
    holds: bool = True
    is_earlier: bool = False  # said of the moment at which an earlier rule was asked

    def denied(self) -> Statement:
        return replace(self, holds=not self.holds)


Clause = frozenset[Statement]  # what holds together
