"""Small neural networks over meanings: what no line parts, a hidden layer may. The mean of several is steady.

Plain numpy, one thread. Units are left out by chance while it learns, and no label is ever wholly wanted
(Srivastava et al. 2014, Szegedy et al. 2016), so that a few thousand texts do not teach it by heart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

Array = np.ndarray[Any, Any]
SEED = 7
SEVERAL = 3
UNITS = 512  # of each
ROUNDS, MOST_STEPS = 20, 5_000  # through all texts; of many texts fewer
TOGETHER = 64
LEFT_OUT = 0.5  # of the units
BLURRED = 0.1  # of what is read
DOUBT = 0.1  # of a text's label, spread over all of them
FASTEST = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    centre: Array
    spread: float
    inner: Array
    inner_constant: Array
    outer: Array
    outer_constant: Array

    def margins(self, meant: Array) -> Array:
        """A row a text, a column a label: how much likelier than the mean label, in logarithms."""
        hidden = (meant - self.centre) / self.spread @ self.inner + self.inner_constant
        logits = np.maximum(hidden, 0) @ self.outer + self.outer_constant
        return np.asarray(logits - logits.mean(axis=1, keepdims=True))


def no_network(meant: Array, whose: Array, labels: int) -> Network:
    """Where it tells nothing that the linear machine does not know."""
    width = meant.shape[1]
    return Network(
        centre=np.zeros(width, dtype=np.float32),
        spread=1.0,
        inner=np.zeros((width, 0), dtype=np.float32),
        inner_constant=np.zeros(0, dtype=np.float32),
        outer=np.zeros((0, labels), dtype=np.float32),
        outer_constant=np.zeros(labels, dtype=np.float32),
    )


def learn_network(meant: Array, whose: Array, labels: int) -> Network:
    """`whose`: the number of each text's label. A rare label counts more, though less than a frequent one."""
    centre, spread = meant.mean(axis=0), float(meant.std()) or 1.0
    each = np.sqrt(len(whose) / (labels * np.bincount(whose, minlength=labels)))[whose]
    each = (each / each.mean()).astype(np.float32)
    with threadpool_limits(1, user_api="blas"):  # more wait for each other: so small are the steps
        found = [
            _learned(np.random.default_rng(SEED + number), (meant - centre) / spread, whose, labels, each)
            for number in range(SEVERAL)
        ]
    inner, inner_constant, outer, outer_constant = zip(*found, strict=True)
    return Network(  # several beside each other are one wide one
        centre=centre,
        spread=spread,
        inner=np.hstack(inner),
        inner_constant=np.concatenate(inner_constant),
        outer=np.vstack(outer) / SEVERAL,
        outer_constant=np.sum(outer_constant, axis=0) / SEVERAL,
    )


def _learned(chance: np.random.Generator, read: Array, whose: Array, labels: int, each: Array) -> list[Array]:
    learning = _Learning(_begun(chance, read.shape[1], labels))
    batches = list(_batches(chance, len(read)))
    for number, at in enumerate(batches):
        seen = read[at] * _kept(chance, (len(at), read.shape[1]), BLURRED)
        wanted = np.full((len(at), labels), DOUBT / labels, dtype=np.float32)
        wanted[np.arange(len(at)), whose[at]] += 1 - DOUBT
        slopes = _slopes(learning.weights, seen, wanted, each[at], _kept(chance, (len(at), UNITS), LEFT_OUT))
        learning.step(slopes, FASTEST * (1 + np.cos(np.pi * number / len(batches))) / 2)
    return learning.weights


def _begun(chance: np.random.Generator, width: int, labels: int) -> list[Array]:
    inner = chance.normal(size=(width, UNITS)) * np.sqrt(2 / width)
    outer = chance.normal(size=(UNITS, labels)) * np.sqrt(1 / UNITS)
    return [one.astype(np.float32) for one in (inner, np.zeros(UNITS), outer, np.zeros(labels))]


def _batches(chance: np.random.Generator, texts: int) -> Iterator[Array]:
    steps = min(ROUNDS * -(-texts // TOGETHER), MOST_STEPS)
    while steps > 0:
        order = chance.permutation(texts)
        for at in range(0, texts, TOGETHER)[:steps]:
            yield order[at : at + TOGETHER]
        steps -= -(-texts // TOGETHER)


def _kept(chance: np.random.Generator, shape: tuple[int, ...], left_out: float) -> Array:
    """What stays counts for what is left out."""
    kept = chance.random(shape, dtype=np.float32) >= left_out
    return kept.astype(np.float32) / np.float32(1 - left_out)


def _slopes(weights: list[Array], seen: Array, wanted: Array, each: Array, kept: Array) -> list[Array]:
    """How the surprise (cross-entropy) changes with every weight."""
    inner, inner_constant, outer, outer_constant = weights
    hidden = seen @ inner + inner_constant
    active = np.maximum(hidden, 0) * kept
    logits = active @ outer + outer_constant
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    error = (powers / powers.sum(axis=1, keepdims=True) - wanted) * (each / each.size)[:, None]
    back = (error @ outer.T) * kept * (hidden > 0)
    return [seen.T @ back, back.sum(axis=0), active.T @ error, error.sum(axis=0)]


class _Learning:
    """Steps of a size of their own for each weight (Adam, Kingma & Ba 2015)."""

    FADING, FADING_SQUARES = 0.9, 0.999

    def __init__(self, weights: list[Array]) -> None:
        self.weights = weights
        self._mean = [np.zeros_like(one) for one in weights]
        self._squares = [np.zeros_like(one) for one in weights]
        self._steps = 0

    def step(self, slopes: list[Array], speed: float) -> None:
        self._steps += 1
        first, second = 1 - self.FADING**self._steps, 1 - self.FADING_SQUARES**self._steps
        for weight, mean, squares, slope in zip(self.weights, self._mean, self._squares, slopes, strict=True):
            mean += (1 - self.FADING) * (slope - mean)
            squares += (1 - self.FADING_SQUARES) * (slope * slope - squares)
            weight -= np.float32(speed / first) * mean / (np.sqrt(squares / np.float32(second)) + 1e-8)
