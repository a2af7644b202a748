"""Small networks over meanings: what no line parts, a hidden layer may. The mean of several is steady."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from routing.learning.steps import Steps, batches, kept, surprise, weighed

Array = np.ndarray[Any, Any]
SEED = 7
SEVERAL = 3
UNITS = 512  # of each
ROUNDS, MOST_STEPS = 20, 5_000  # through all texts; of many texts fewer
LEFT_OUT = 0.5  # of the units
BLURRED = 0.1  # of what is read


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
    """`whose`: the number of each text's label."""
    centre, spread = meant.mean(axis=0), float(meant.std()) or 1.0
    with threadpool_limits(1, user_api="blas"):  # more wait for each other: so small are the steps
        found = [
            _learned(np.random.default_rng(SEED + number), (meant - centre) / spread, whose, labels)
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


def _learned(chance: np.random.Generator, read: Array, whose: Array, labels: int) -> list[Array]:
    each, steps = weighed(whose, labels), Steps(_begun(chance, read.shape[1], labels))
    order = batches(chance, len(read), rounds=ROUNDS, most=MOST_STEPS)
    for number, at in enumerate(order):
        seen = read[at] * kept(chance, (len(at), read.shape[1]), BLURRED)
        units = kept(chance, (len(at), UNITS), LEFT_OUT)
        steps.step(_slopes(steps.weights, seen, units, whose[at], each[at]), done=number / len(order))
    return steps.weights


def _begun(chance: np.random.Generator, width: int, labels: int) -> list[Array]:
    inner = chance.normal(size=(width, UNITS)) * np.sqrt(2 / width)
    outer = chance.normal(size=(UNITS, labels)) * np.sqrt(1 / UNITS)
    return [one.astype(np.float32) for one in (inner, np.zeros(UNITS), outer, np.zeros(labels))]


def _slopes(weights: list[Array], seen: Array, units: Array, whose: Array, each: Array) -> list[Array]:
    """How the surprise changes with every weight."""
    inner, inner_constant, outer, outer_constant = weights
    hidden = seen @ inner + inner_constant
    active = np.maximum(hidden, 0) * units
    error = surprise(active @ outer + outer_constant, whose, each)
    back = (error @ outer.T) * units * (hidden > 0)
    return [seen.T @ back, back.sum(axis=0), active.T @ error, error.sum(axis=0)]
