"""How networks learn: in chance's order, each weight in steps of its own size (Adam, Kingma & Ba 2015).

Units are left out by chance, and no label is ever wholly wanted (Srivastava et al. 2014, Szegedy et al.
2016), so that a few thousand texts do not teach it by heart. Plain numpy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
TOGETHER = 64
DOUBT = 0.1  # of a text's label, spread over all of them
FASTEST = 1e-3


def weighed(whose: Array, labels: int) -> Array:
    """How far each text counts: of a rare label more, though less than makes up for it."""
    each = np.sqrt(len(whose) / (labels * np.bincount(whose, minlength=labels)))[whose]
    return np.asarray(each / each.mean(), dtype=np.float32)


def batches(chance: np.random.Generator, texts: int, *, rounds: int, most: int) -> list[Array]:
    """Places of texts: `rounds` times through all of them, of many texts no more than `most` batches."""
    return list(_batches(chance, texts, min(rounds * -(-texts // TOGETHER), most)))


def _batches(chance: np.random.Generator, texts: int, steps: int) -> Iterator[Array]:
    while steps > 0:
        order = chance.permutation(texts)
        for at in range(0, texts, TOGETHER)[:steps]:
            yield order[at : at + TOGETHER]
        steps -= -(-texts // TOGETHER)


def kept(chance: np.random.Generator, shape: tuple[int, ...], left_out: float) -> Array:
    """What stays counts for what is left out."""
    stays = chance.random(shape, dtype=np.float32) >= left_out
    return stays.astype(np.float32) / np.float32(1 - left_out)


def surprise(logits: Array, whose: Array, each: Array) -> Array:
    """How cross-entropy changes with each logit; `each`: how far a text counts."""
    wanted = np.full_like(logits, DOUBT / logits.shape[1])
    wanted[np.arange(len(whose)), whose] += 1 - DOUBT
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray((powers / powers.sum(axis=1, keepdims=True) - wanted) * (each / each.size)[:, None])


class Steps:
    FADING, FADING_SQUARES = 0.9, 0.999

    def __init__(self, weights: list[Array]) -> None:
        self.weights = weights
        self._mean = [np.zeros_like(one) for one in weights]
        self._squares = [np.zeros_like(one) for one in weights]
        self._steps = 0

    def step(self, slopes: list[Array], *, done: float) -> None:
        """`done`: the share of the way that lies behind; the last steps are the smallest."""
        self._steps += 1
        speed = FASTEST * (1 + np.cos(np.pi * done)) / 2
        first, second = 1 - self.FADING**self._steps, 1 - self.FADING_SQUARES**self._steps
        for weight, mean, squares, slope in zip(self.weights, self._mean, self._squares, slopes, strict=True):
            mean += (1 - self.FADING) * (slope - mean)
            squares += (1 - self.FADING_SQUARES) * (slope * slope - squares)
            weight -= np.float32(speed / first) * mean / (np.sqrt(squares / np.float32(second)) + 1e-8)
