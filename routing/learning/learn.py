"""Learning from texts with labels: a linear machine, and how it is set and how sure it may be by what it got
right on texts that it had not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, StratifiedShuffleSplit
from sklearn.svm import LinearSVC

from routing.learning.cleaning import clean
from routing.learning.learned import Learned, confidences, together
from routing.learning.meaning import Space, learn_space, meanings
from routing.learning.words import learn_words

Array = np.ndarray[Any, Any]
SEED = 7
TRIED = ((0.8, 1.0), (0.8, 0.1), (2.2, 0.3))  # the weight of meaning, and how far errors count (C)
FEW = 5_000  # texts: each is held out once
HELD_OUT = 0.2
FEWEST = 5  # texts of a label, to be held out at all
ENOUGH = 20_000  # texts: more teach little and take the memory of everybody else


class TooLittle(ValueError):
    """Fewer than two labels: nothing to tell apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    meaning_weight: float
    cost: float
    sharpness: float


def learn(
    texts: Sequence[str], labels: Sequence[str], *, meant: Array | None = None, most: int = ENOUGH
) -> Learned:
    """`meant`: the meanings of the cleaned texts, where they are known already. Raises TooLittle.

    The newest come last: where there are more than `most`, the older ones of frequent labels are left out.
    """
    known = np.array(labels)
    if len(set(labels)) < 2:
        raise TooLittle("There are not two labels to tell apart.")
    chosen = _enough(known, most)
    cleaned = [clean(texts[at]) for at in chosen]
    known = known[chosen]
    meant = meanings(cleaned) if meant is None else meant[chosen]
    space = learn_space(meant)
    narrowed = space.narrow(meant)
    return _fit(cleaned, known, narrowed, _settle(cleaned, known, narrowed), space)


def _enough(labels: Array, most: int) -> Array:
    """Rare labels stay whole; frequent ones keep their newest."""
    _, whose, counts = np.unique(labels, return_inverse=True, return_counts=True)
    each = len(labels)
    while each > 1 and np.minimum(counts, each).sum() > most:
        each = max(1, int(each * 0.9))
    newest = [np.flatnonzero(whose == number)[-each:] for number in range(len(counts))]
    return np.sort(np.concatenate(newest))


def _settle(texts: list[str], labels: Array, narrowed: Array) -> Setting:
    """By the labels' mean F1 on texts that were not seen: rare ones count like frequent ones. The first of
    what is tried stays unless another is better by more than chance (a standard error): on few texts the best
    is best by luck.
    """
    first_weight, first_cost = TRIED[0]
    setting, best = Setting(meaning_weight=first_weight, cost=first_cost, sharpness=1.0), 0.0
    held = [_read(texts, narrowed, seen, unseen) for seen, unseen in _held_out(labels)]
    if not held:
        return setting
    known, truth = np.unique(labels), np.concatenate([labels[one.unseen] for one in held])
    for weight, cost in TRIED:
        margins = np.vstack([_tried(one, labels, weight, cost) for one in held])
        right = f1_score(truth, known[margins.argmax(axis=1)], average="macro")
        luck = (best * (1 - best) / len(truth)) ** 0.5
        if right > best + luck:
            best, sharpness = right, _sharpness(margins, known, truth)
            setting = Setting(meaning_weight=weight, cost=cost, sharpness=sharpness)
    return setting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One way to divide the texts, read as far as no setting matters."""

    seen: Array
    unseen: Array
    read: Any
    other: Any
    narrowed: Array


def _read(texts: list[str], narrowed: Array, seen: Array, unseen: Array) -> _Held:
    words = learn_words([texts[at] for at in seen])
    read, other = (words.read([texts[at] for at in part]) for part in (seen, unseen))
    return _Held(seen=seen, unseen=unseen, read=read, other=other, narrowed=narrowed)


def _tried(held: _Held, labels: Array, weight: float, cost: float) -> Array:
    machine = _machine(cost).fit(together(held.read, held.narrowed[held.seen], weight), labels[held.seen])
    return _margins(machine, together(held.other, held.narrowed[held.unseen], weight))


def _held_out(labels: Array) -> list[tuple[Array, Array]]:
    """All texts once where they are few, else a fifth; never the only ones of their label."""
    _, whose, counts = np.unique(labels, return_inverse=True, return_counts=True)
    frequent = np.flatnonzero(counts[whose] >= FEWEST)
    if len(frequent) < FEWEST * 4 or len(set(whose[frequent])) < 2:
        return []
    if len(labels) <= FEW:
        parts = StratifiedKFold(n_splits=4, shuffle=True, random_state=SEED).split(frequent, whose[frequent])
    else:
        split = StratifiedShuffleSplit(n_splits=1, test_size=HELD_OUT, random_state=SEED)
        parts = split.split(frequent, whose[frequent])
    held = [np.sort(frequent[unseen]) for _, unseen in parts]
    return [(np.setdiff1d(np.arange(len(labels)), unseen), unseen) for unseen in held]


def _sharpness(margins: Array, known: Array, labels: Array) -> float:
    """A few texts that were all right prove no certainty: as if one more had been wrong (Platt 1999)."""
    at = np.searchsorted(known, labels)
    doubt = 1 / (len(labels) + 2)

    def surprise(sharpness: float) -> float:
        sure = np.log(np.clip(confidences(margins, sharpness), 1e-9, 1))
        return float(-((1 - doubt) * sure[np.arange(len(at)), at] + doubt * sure.mean(axis=1)).mean())

    return float(minimize_scalar(surprise, bounds=(0.2, 30), method="bounded").x)


def _fit(texts: list[str], labels: Array, narrowed: Array, setting: Setting, space: Space) -> Learned:
    words = learn_words(texts)
    read = together(words.read(texts), narrowed, setting.meaning_weight)
    machine = _machine(setting.cost).fit(read, labels)
    weights, constant = _both_sides(machine)
    return Learned(
        labels=machine.classes_,
        words=words,
        space=space,
        weights=weights,
        constant=constant,
        meaning_weight=setting.meaning_weight,
        sharpness=setting.sharpness,
    )


def _machine(cost: float) -> Any:
    """Balanced: what is rare is learned as carefully as what is frequent."""
    return LinearSVC(C=cost, class_weight="balanced", random_state=SEED)


def _margins(machine: Any, read: Any) -> Array:
    margins = machine.decision_function(read)
    return np.column_stack([-margins, margins]) if margins.ndim == 1 else margins


def _both_sides(machine: Any) -> tuple[Array, Array]:
    """Of two labels the machine keeps one side only."""
    weights, constant = machine.coef_.T, machine.intercept_
    if weights.shape[1] == 1:
        weights, constant = np.hstack([-weights, weights]), np.concatenate([-constant, constant])
    return weights.astype(np.float32), constant.astype(np.float32)
