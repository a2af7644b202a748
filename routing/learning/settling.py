"""How a learner is set, and how sure it may be: by what it got right on texts that it had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, StratifiedShuffleSplit

from routing.learning.head import learn_head
from routing.learning.learned import Parts, confidences, together
from routing.learning.linear import SEED, learn_portion, portions
from routing.learning.network import learn_network
from routing.learning.words import OF_FEW, OF_MANY, learn_words

Array = np.ndarray[Any, Any]
# What is tried: the weight of meaning in the linear machine, and how far errors count there (C).
ALONE = ((0.8, 1.0), (0.8, 0.3), (1.2, 0.1))  # of few texts
BESIDE_NETWORKS = ((0.0, 0.6), (0.8, 0.3), (2.2, 0.3))  # they see to meaning
SHARES = (0.25, 0.0, 0.5)  # of the networks, beside the linear machine
FEW = 5_000  # texts: each is held out once
LEAST = 3_000  # texts: from fewer a network learns nothing that the linear machine does not know
HELD_OUT = 0.2
FEWEST = 5  # texts of a label, to be held out at all
STRANGE = 0.05  # of texts that are like those learned, so many are taken for strange


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
    least_familiar: float = -np.inf


def settle(texts: list[str], labels: Array, all_seen: Seen) -> Setting:
    """By what is said of texts that were not seen."""
    at = portions(texts, labels)[0]
    some, labels, all_seen = [texts[one] for one in at], labels[at], all_seen[at]
    held = [_read(some, labels, all_seen, *parts) for parts in _held_out(labels, few=len(texts) <= FEW)]
    if not held:
        return Setting()
    known, truth = np.unique(labels), np.concatenate([one.truth for one in held])
    return (_of_few if len(some) < LEAST else _of_many)(held, known, truth)


def _of_few(held: list[_Held], known: Array, truth: Array) -> Setting:
    """The least surprised, the mean of labels and that of texts together: among few texts, which are right by
    a hair is luck, how sure each was says more.
    """
    at, least = np.searchsorted(known, truth), np.inf
    by_label = 1 / np.bincount(at, minlength=len(known))[at] / len(set(at))
    setting = Setting()
    for weight, cost in ALONE:
        margins = np.vstack([_tried(one, weight, cost) for one in held])
        sharpness = _sharpness(margins, known, truth)
        sure = confidences(margins, sharpness)[np.arange(len(at)), at]
        surprise = -np.log(np.clip(sure, 1e-6, 1)) @ (by_label + 1 / len(at))
        if surprise < least:
            least = surprise
            setting = Setting(meaning_weight=weight, cost=cost, sharpness=sharpness)
    return setting


def _of_many(held: list[_Held], known: Array, truth: Array) -> Setting:
    """By the labels' mean F1: rare ones count like frequent ones. The first of what is tried stays unless
    another is better by more than chance: of many tried, the best is best by luck.
    """
    network, head = (np.vstack(one) for one in zip(*((one.network, one.head) for one in held), strict=True))
    setting, best, hits = Setting(), 0.0, np.zeros(len(truth), dtype=bool)
    for weight, cost in BESIDE_NETWORKS:
        linear = np.vstack([_tried(one, weight, cost) for one in held])
        parts = Parts(linear=linear, network=network, head=head)
        for share in SHARES:
            margins = parts.together(share)
            said = known[margins.argmax(axis=1)]
            right = f1_score(truth, said, average="macro")
            if right > best + (_luck(truth, (said == truth) != hits) if best else 0.0):
                best, hits = right, said == truth
                setting = Setting(
                    meaning_weight=weight,
                    cost=cost,
                    share=share,
                    sharpness=_sharpness(margins, known, truth),
                    least_familiar=_least_familiar(parts, share),
                )
    return setting


def kinds_for(number: int) -> tuple[int, ...]:
    """Of words and parts of words, for so many texts."""
    return OF_FEW if number < LEAST else OF_MANY


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One way to divide the texts, read as far as no setting matters."""

    read: tuple[Any, Any]  # what is seen, and what is not
    narrowed: tuple[Array, Array]
    labels: Array
    truth: Array
    network: Array
    head: Array


def _read(texts: list[str], labels: Array, all_seen: Seen, seen: Array, unseen: Array) -> _Held:
    known, whose = np.unique(labels, return_inverse=True)
    chosen = [texts[at] for at in seen]
    words = learn_words(chosen, kinds=kinds_for(len(texts)))
    few = len(texts) < LEAST
    network, head = _not_linear(all_seen[seen], whose[seen], len(known), all_seen[unseen], few=few)
    return _Held(
        read=(words.read(chosen), words.read([texts[at] for at in unseen])),
        narrowed=(all_seen.narrowed[seen], all_seen.narrowed[unseen]),
        labels=labels[seen],
        truth=labels[unseen],
        network=network,
        head=head,
    )


def _not_linear(seen: Seen, whose: Array, labels: int, unseen: Seen, *, few: bool) -> tuple[Array, Array]:
    """What the network and the head say of what they have not seen; of few texts they learn nothing."""
    if few:
        nothing = np.zeros((len(unseen.read), labels), dtype=np.float32)
        return nothing, nothing
    network, head = learn_network(seen.meant, whose, labels), learn_head(seen.read, whose, labels)
    return network.margins(unseen.meant), head.margins(unseen.read)


def _tried(held: _Held, weight: float, cost: float) -> Array:
    (read, unread), (narrowed, unseen) = held.read, held.narrowed
    learned = learn_portion(together(read, narrowed, weight), held.labels, cost)
    return learned.margins(together(unread, unseen, weight))


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


def _least_familiar(parts: Parts, share: float) -> float:
    """One part alone disagrees with nobody, and what few texts never said is not strange yet."""
    return float(np.quantile(parts.familiarity(share), STRANGE)) if share else -np.inf


def _sharpness(margins: Array, known: Array, labels: Array) -> float:
    """A few texts that were all right prove no certainty: as if one more had been wrong (Platt 1999)."""
    at = np.searchsorted(known, labels)
    doubt = 1 / (len(labels) + 2)

    def surprise(sharpness: float) -> float:
        sure = np.log(np.clip(confidences(margins, sharpness), 1e-9, 1))
        return float(-((1 - doubt) * sure[np.arange(len(at)), at] + doubt * sure.mean(axis=1)).mean())

    return float(minimize_scalar(surprise, bounds=(0.2, 30), method="bounded").x)
