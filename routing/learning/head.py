"""The encoder's last layers, taught further by a company's own texts: what a word means here.

It begins as the encoder is, and a few rounds do: more of them teach it by heart.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from routing.learning.layers import Layers
from routing.learning.meaning import READ, SIZE, last_layers
from routing.learning.steps import Steps, batches, kept, surprise, weighed

Array = np.ndarray[Any, Any]
SEED = 7
SEVERAL = 2
ROUNDS, MOST_STEPS = 8, 2_000  # through all texts; of many texts fewer
LEFT_OUT = 0.5  # of what is meant
BLURRED = 0.1  # of what is read
LOUD = 10.0  # a meaning's numbers are small: of length one


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    layers: tuple[Layers, ...]
    outer: Array  # beside each other, for all of them
    constant: Array

    def margins(self, read: Array) -> Array:
        """A row a reading, a column a label: how much likelier than the mean label, in logarithms."""
        meant = np.hstack([LOUD * one.meant(read) for one in self.layers])
        logits = meant @ self.outer + self.constant
        return np.asarray(logits - logits.mean(axis=1, keepdims=True))


def no_head(labels: int) -> Head:
    none = np.zeros((0, 0), dtype=np.float32)
    layers = Layers(
        np.zeros((READ, 0), dtype=np.float32),
        none,
        none,
        none,
        none,
        none,
        np.zeros((0, 0), dtype=np.float32),
    )
    return Head(
        layers=(layers,), outer=np.zeros((0, labels), np.float32), constant=np.zeros(labels, np.float32)
    )


def learn_head(read: Array, whose: Array, labels: int) -> Head:
    """`whose`: the number of each reading's label."""
    with threadpool_limits(1, user_api="blas"):
        found = [
            _learned(np.random.default_rng(SEED + number), read, whose, labels) for number in range(SEVERAL)
        ]
    return Head(
        layers=tuple(Layers(*weights[:-2]) for weights in found),
        outer=np.vstack([weights[-2] for weights in found]) / SEVERAL,
        constant=np.sum([weights[-1] for weights in found], axis=0) / SEVERAL,
    )


def _learned(chance: np.random.Generator, read: Array, whose: Array, labels: int) -> list[Array]:
    each, steps = weighed(whose, labels), Steps(_begun(labels))
    order = batches(chance, len(read), rounds=ROUNDS, most=MOST_STEPS)
    for number, at in enumerate(order):
        *weights, outer, constant = steps.weights
        layers = Layers(*weights)
        passed = layers.pass_through(read[at] * kept(chance, (len(at), read.shape[1]), BLURRED))
        stays = LOUD * kept(chance, passed.meant.shape, LEFT_OUT)
        meant = passed.meant * stays
        error = surprise(meant @ outer + constant, whose[at], each[at])
        slopes = layers.slopes(passed, (error @ outer.T) * stays)
        steps.step([*slopes, meant.T @ error, error.sum(axis=0)], done=number / len(order))
    return steps.weights


def _begun(labels: int) -> list[Array]:
    layers = [np.array(one, dtype=np.float32) for one in astuple(last_layers())]
    return [*layers, np.zeros((SIZE, labels), np.float32), np.zeros(labels, np.float32)]
