"""What was learned: which of the known labels a text has, how sure that is, and which words say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from routing.learning.cleaning import clean
from routing.learning.head import Head
from routing.learning.meaning import Space, meanings, readings
from routing.learning.network import Network
from routing.learning.words import Words

Array = np.ndarray[Any, Any]
LINEAR, BENT = 2.5, 0.8  # sharpness of the parts, by the out-of-scope texts that CLINC150 gives for learning
HEAD = 0.5  # its part beside the network
SHOWN = 3  # labels that are named, and words for each


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    label: str
    confidence: float  # 0 to 1: so often it is right, as far as the held-out texts tell
    others: tuple[tuple[str, float], ...]  # the next likely
    is_strange: bool  # it is like little that was learned


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Margins of the same texts, each part's own."""

    linear: Array
    network: Array
    head: Array

    def together(self, share: float) -> Array:
        """What is not linear adds its share (the head half of it: it is louder, and sees other things)."""
        return np.asarray(self.linear + share * (self.network + HEAD * self.head))

    def familiarity(self, share: float) -> Array:
        """One a text, at most zero: how far each part for itself says the label that they give together.
        What is like nothing that was learned they judge differently.
        """
        counted = [(self.linear, LINEAR), *([(self.network, BENT), (self.head, BENT)] if share else [])]
        label = self.together(share).argmax(axis=1)
        at = np.arange(len(label))
        return np.asarray(sum(np.log(confidences(part, sharpness)[at, label]) for part, sharpness in counted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    labels: Array
    words: Words
    space: Space
    weights: Array  # a row for each column of what is read, a column for each label
    constant: Array
    meaning_weight: float
    network: Network
    head: Head
    share: float  # of what is not linear in a margin
    sharpness: float  # from margins to confidences
    least_familiar: float  # what is below is strange

    def margins(self, texts: Sequence[str]) -> Array:
        """A row a text, a column a label: above zero speaks for it."""
        cleaned = [clean(text) for text in texts]
        return self.margins_of(self.words.read(cleaned), readings(cleaned))

    def margins_of(self, spelt: Any, read: Array) -> Array:
        """Of the same texts: their words, and the encoder's readings."""
        return self._parts(spelt, read).together(self.share)

    def familiarity(self, texts: Sequence[str]) -> Array:
        """One a text: see Parts."""
        cleaned = [clean(text) for text in texts]
        return self._parts(self.words.read(cleaned), readings(cleaned)).familiarity(self.share)

    def _parts(self, spelt: Any, read: Array) -> Parts:
        meant, width = meanings(read), self.words.width
        lexical = spelt @ self.weights[:width]
        meaning = self.space.narrow(meant) @ self.weights[width:]
        linear = np.asarray(lexical + self.meaning_weight * meaning + self.constant)
        return Parts(linear=linear, network=self.network.margins(meant), head=self.head.margins(read))

    def guess(self, texts: Sequence[str]) -> list[Guess]:
        cleaned = [clean(text) for text in texts]
        parts = self._parts(self.words.read(cleaned), readings(cleaned))
        sure = confidences(parts.together(self.share), self.sharpness)
        strange = parts.familiarity(self.share) < self.least_familiar
        return [self._guess(row, is_strange=bool(one)) for row, one in zip(sure, strange, strict=True)]

    def reasons(self, text: str, label: str) -> list[tuple[str, float]]:
        """The words that speak most for the label, the strongest first, each with how far it does so when it
        is read alone. Meaning speaks for the sentence as a whole, so it names no word.
        """
        cleaned = clean(text)
        distinct = list(dict.fromkeys(cleaned.split()))
        if not distinct:
            return []
        column = self.weights[: self.words.width, int(np.flatnonzero(self.labels == label)[0])]
        spoke = np.asarray(self.words.read(distinct) @ column).ravel() / len(distinct)
        order = np.argsort(-spoke, kind="stable")[:SHOWN]
        return [(distinct[at], round(float(spoke[at]), 4)) for at in order if spoke[at] > 0]

    def _guess(self, row: Array, *, is_strange: bool) -> Guess:
        order = np.argsort(-row, kind="stable")[: SHOWN + 1]
        ranked = [(str(self.labels[at]), round(float(row[at]), 4)) for at in order]
        [(label, confidence), *others] = ranked
        return Guess(label=label, confidence=confidence, others=tuple(others), is_strange=is_strange)


def confidences(margins: Array, sharpness: float) -> Array:
    """Softmax of the margins, sharpened as held-out texts ask for (temperature scaling, Guo et al. 2017)."""
    scaled = sharpness * margins
    scaled -= scaled.max(axis=1, keepdims=True)
    powers = np.exp(scaled)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def together(read: Any, narrowed: Array, meaning_weight: float) -> Any:
    """Both kinds of numbers side by side, in the only type that the machine takes without a copy."""
    return sparse.hstack([read, sparse.csr_matrix(meaning_weight * narrowed)], format="csr", dtype=np.float64)
