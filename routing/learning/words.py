"""Texts as numbers, by their words, by what is denied, and by their letters: slang, typing errors and endings
share parts, and what stands side by side is read together.

Hashed, because the vocabulary of 50,000 tickets takes over a gigabyte in training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from routing.learning.denied import denied

Array = np.ndarray[Any, Any]
Matrix = Any  # scipy's sparse matrices have no types
FEATURES = 2**18  # a family; more than any company's words
_TOGETHER = 1_000  # texts that are hashed at a time: on its way a text takes many times its size


def _title(text: str) -> str:
    """What stands above a text says in a few words what it is about: it counts once more by itself."""
    return text.partition("\n")[0] if "\n" in text else ""


_KINDS = (
    # how it is read, analyzer, lengths, in how many texts at least, how many columns at most
    (str, "word", (1, 2), 1, 60_000),
    (denied, "word", (1, 1), 1, 20_000),
    (" {} ".format, "char", (2, 6), 2, 120_000),  # across words
    (str, "char_wb", (2, 4), 2, 60_000),  # within a word
    (str, "char_wb", (3, 6), 2, 80_000),
    (_title, "word", (1, 2), 1, 20_000),
)
OF_MANY = (0, 1, 2)
OF_FEW = (0, 3, 4, 5)  # what stands side by side in a few texts does so by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """`columns` of the hashes are looked at, each weighed by how rare it is."""

    kind: int
    columns: Array
    rarity: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    families: tuple[Family, ...]

    @property
    def width(self) -> int:
        return sum(len(one.columns) for one in self.families)

    def read(self, texts: Sequence[str]) -> Matrix:
        """One row a text (cleaned before), each family of length one."""
        rows = [self._rows(part) for part in _parts(texts)]
        return rows[0] if len(rows) == 1 else sparse.vstack(rows, format="csr")

    def _rows(self, texts: Sequence[str]) -> Matrix:
        families = [
            _weighed(_counted(family.kind, texts)[:, family.columns], family.rarity)
            for family in self.families
        ]
        return sparse.hstack(families, format="csr", dtype=np.float32)


def learn_words(texts: Sequence[str], *, kinds: Sequence[int] = OF_MANY) -> Words:
    return Words(families=tuple(_family(kind, texts) for kind in kinds))


def _family(kind: int, texts: Sequence[str]) -> Family:
    *_, least, most = _KINDS[kind]
    seen = np.zeros(FEATURES, dtype=np.int64)
    for part in _parts(texts):
        seen += np.bincount(_counted(kind, part).indices, minlength=FEATURES)
    columns = np.flatnonzero(seen >= min(least, max(1, len(texts) // 2)))
    if len(columns) > most:
        columns = np.sort(columns[np.argsort(-seen[columns], kind="stable")[:most]])
    rarity = np.log((1 + len(texts)) / (1 + seen[columns])) + 1
    return Family(kind=kind, columns=columns, rarity=rarity.astype(np.float32))


def _parts(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[at : at + _TOGETHER] for at in range(0, max(1, len(texts)), _TOGETHER)]


def _counted(kind: int, texts: Sequence[str]) -> Matrix:
    read, analyzer, lengths, _, _ = _KINDS[kind]
    vectorizer = HashingVectorizer(
        analyzer=analyzer,
        ngram_range=lengths,
        n_features=FEATURES,
        alternate_sign=False,
        norm=None,
        lowercase=False,
        dtype=np.float32,
        token_pattern=r"\w+" if analyzer == "word" else None,
    )
    return vectorizer.transform([read(text) for text in texts])


def _weighed(counted: Matrix, rarity: Array) -> Matrix:
    """How often in a text counts ever less; a long text counts no more than a short one."""
    weighed = counted.tocsr()
    weighed.data = 1 + np.log(weighed.data)
    weighed.data *= rarity[weighed.indices]
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    weighed.data /= np.repeat(lengths, np.diff(weighed.indptr)).astype(np.float32)
    return weighed
