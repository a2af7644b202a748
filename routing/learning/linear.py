"""A linear machine for each label, learned from as many numbers at a time as fit into memory.

Of more, each portion teaches a machine of its own and their mean is kept (Zinkevich et al. 2010): of what
portions agree on nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.svm import LinearSVC

Array = np.ndarray[Any, Any]
SEED = 7
LETTERS = 1_200_000  # of a portion: the machine takes 28 bytes for each of some five numbers a letter
RARE = 5  # texts of a label in each portion: a rarer one stands whole in all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    weights: Array  # a row for each column of what is read, a column for each label
    constant: Array

    def margins(self, read: Any) -> Array:
        return np.asarray(read @ self.weights + self.constant)


def learn_linear(texts: Sequence[str], labels: Array, read: Callable[[Array], Any], cost: float) -> Linear:
    """`read`: the numbers of the texts at some places."""
    first, *others = parts = portions(texts, labels)
    mean = learn_portion(read(first), labels[first], cost)
    for at in others:
        more = learn_portion(read(at), labels[at], cost)
        mean = Linear(weights=mean.weights + more.weights, constant=mean.constant + more.constant)
    return Linear(weights=mean.weights / len(parts), constant=mean.constant / len(parts))


def portions(texts: Sequence[str], labels: Array) -> list[Array]:
    """Places of texts, every portion with its share of each label, old and new."""
    many = -(-sum(map(len, texts)) // LETTERS)
    if many <= 1:
        return [np.arange(len(texts))]
    dealt: list[list[Array]] = [[] for _ in range(many)]
    for label in np.unique(labels):
        at = np.flatnonzero(labels == label)
        for number, portion in enumerate(dealt):
            portion.append(at[number::many] if len(at) >= RARE * many else at)
    return [np.sort(np.concatenate(portion)) for portion in dealt]


def learn_portion(read: Any, labels: Array, cost: float) -> Linear:
    """Balanced: what is rare is learned as carefully as what is frequent."""
    machine = LinearSVC(C=cost, class_weight="balanced", random_state=SEED).fit(read, labels)
    weights, constant = machine.coef_.T, machine.intercept_
    if weights.shape[1] == 1:  # of two labels the machine keeps one side only
        weights, constant = np.hstack([-weights, weights]), np.concatenate([-constant, constant])
    return Linear(weights=weights.astype(np.float32), constant=constant.astype(np.float32))
