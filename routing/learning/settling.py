"""How a learner is set, and how sure it may be: by what it got right on texts that it had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, StratifiedShuffleSplit

from routing.learning.head import learn_head
from routing.learning.learned import bent, confidences, together
from routing.learning.linear import SEED, learn_portion, portions
from routing.learning.network import learn_network
from routing.learning.words import learn_words

Array = np.ndarray[Any, Any]
# What is tried: the weight of meaning in the linear machine, and how far errors count there (C).
ALONE = ((0.8, 1.0), (0.8, 0.3), (2.2, 0.3))
BESIDE_NETWORKS = ((0.0, 0.6), (0.8, 0.3), (2.2, 0.3))  # they see to meaning
SHARES = (0.25, 0.0, 0.5)  # of the networks, beside the linear machine
FEW = 5_000  # texts: each is held out once
LEAST = 3_000  # texts: from fewer a network learns nothing that the linear machine does not know
HELD_OUT = 0.2
FEWEST = 5  # texts of a label, to be held out at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A row a text."""

    meant: Array
    narrowed: Array  # to the directions that count here
    read: Array

    def __getitem__(self, at: Array) -> Seen:
        return Seen(meant=self.meant[at], narrowed=self.narrowed[at], read=self.read[at])


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    meaning_weight: float = ALONE[0][0]
    cost: float = ALONE[0][1]
    share: float = 0.0
    sharpness: float = 1.0


def settle(texts: list[str], labels: Array, all_seen: Seen) -> Setting:
    """By the labels' mean F1 on texts that were not seen: rare ones count like frequent ones. The first of
    what is tried stays unless another is better by more than chance: of many tried, the best is best by luck.
    """
    at = portions(texts, labels)[0]
    some, labels, all_seen = [texts[one] for one in at], labels[at], all_seen[at]
    held = [_read(some, labels, all_seen, *parts) for parts in _held_out(labels, few=len(texts) <= FEW)]
    if not held:
        return Setting()
    known, truth = np.unique(labels), np.concatenate([one.truth for one in held])
    networks = np.vstack([one.networks for one in held])
    tried, shares = (BESIDE_NETWORKS, SHARES) if networks.any() else (ALONE, (0.0,))
    setting, best, hits = Setting(), 0.0, np.zeros(len(truth), dtype=bool)
    for weight, cost in tried:
        linear = np.vstack([_tried(one, weight, cost) for one in held])
        for share in shares:
            margins = linear + share * networks
            said = known[margins.argmax(axis=1)]
            right = f1_score(truth, said, average="macro")
            if right > best + (_luck(truth, (said == truth) != hits) if best else 0.0):
                best, hits, sharpness = right, said == truth, _sharpness(margins, known, truth)
                setting = Setting(meaning_weight=weight, cost=cost, share=share, sharpness=sharpness)
    return setting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One way to divide the texts, read as far as no setting matters."""

    read: tuple[Any, Any]  # what is seen, and what is not
    narrowed: tuple[Array, Array]
    labels: Array
    truth: Array
    networks: Array


def _read(texts: list[str], labels: Array, all_seen: Seen, seen: Array, unseen: Array) -> _Held:
    known, whose = np.unique(labels, return_inverse=True)
    chosen = [texts[at] for at in seen]
    words = learn_words(chosen)
    return _Held(
        read=(words.read(chosen), words.read([texts[at] for at in unseen])),
        narrowed=(all_seen.narrowed[seen], all_seen.narrowed[unseen]),
        labels=labels[seen],
        truth=labels[unseen],
        networks=_bent(all_seen[seen], whose[seen], len(known), all_seen[unseen])
        if len(texts) >= LEAST
        else np.zeros((len(unseen), len(known)), dtype=np.float32),
    )


def _bent(seen: Seen, whose: Array, labels: int, unseen: Seen) -> Array:
    network, head = learn_network(seen.meant, whose, labels), learn_head(seen.read, whose, labels)
    return bent(network.margins(unseen.meant), head.margins(unseen.read))


def _tried(held: _Held, weight: float, cost: float) -> Array:
    seen, unseen = (
        together(read, narrowed, weight) for read, narrowed in zip(held.read, held.narrowed, strict=True)
    )
    return learn_portion(seen, held.labels, cost).margins(unseen)


def _luck(truth: Array, differ: Array) -> float:
    """Two standard errors of the labels' mean, by the texts that one got right and the other did not: a few
    of a rare label move it as far as many of a frequent one.
    """
    _, whose, counts = np.unique(truth, return_inverse=True, return_counts=True)
    errors = np.bincount(whose[differ], minlength=len(counts)) / counts**2
    return float(2 * errors.sum() ** 0.5 / len(counts))


def _held_out(labels: Array, *, few: bool) -> list[tuple[Array, Array]]:
    """All texts once where they are few, else a fifth; never the only ones of their label."""
    _, whose, counts = np.unique(labels, return_inverse=True, return_counts=True)
    frequent = np.flatnonzero(counts[whose] >= FEWEST)
    if len(frequent) < FEWEST * 4 or len(set(whose[frequent])) < 2:
        return []
    if few:
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
