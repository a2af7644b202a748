"""Reads labelled texts from the folder that ALUR_CORPORA names. The same text twice counts once."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Labelled:
    texts: list[str]
    labels: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def frequent(self, least: int) -> Labelled:
        """Without the labels of fewer texts."""
        counts = Counter(self.labels)
        return distinct(
            (text, label)
            for text, label in zip(self.texts, self.labels, strict=True)
            if counts[label] >= least
        )


def distinct(pairs: Iterable[tuple[str, str]]) -> Labelled:
    first: dict[str, tuple[str, str]] = {}
    for text, label in pairs:
        if text.strip():
            first.setdefault(" ".join(text.lower().split()), (text, label))
    return Labelled([text for text, _ in first.values()], [label for _, label in first.values()])


def banking77(root: Path) -> Labelled:
    return distinct((row["text"], row["category"]) for row in _rows(root / "banking77" / "train.csv"))


def isp(root: Path) -> Labelled:
    rows = _rows(root / "isp-id-messages" / "dataset_labeled.csv")
    return distinct((row["question_list"], row["label"]) for row in rows)


def endava(root: Path) -> Labelled:
    rows = _rows(root / "endava-tickets" / "all_tickets.csv")
    return distinct((f"{row['title']}\n{row['body']}", row["category"]) for row in rows)


def pln(root: Path) -> Labelled:
    """The second level: the way to a complaint, without the numbers that some rows have."""
    rows = _rows(root / "pln-mobile-reviews" / "Database_Ulasan_Sempurna.csv")
    return distinct((row["content"], _second_level(row["Path_Lengkap"])) for row in rows)


def smsa(root: Path, part: str) -> Labelled:
    lines = (root / "smsa" / f"{part}_preprocess.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.rsplit("\t", 1) for line in lines if "\t" in line)
    return distinct((text, label) for text, label in pairs)


def clinc150(root: Path, part: str) -> Labelled:
    found = json.loads((root / "clinc150" / "data_full.train_val.json").read_text(encoding="utf-8"))
    return distinct((text, label) for text, label in found[part])


def _second_level(path: str) -> str:
    return " > ".join(step.strip().lstrip("0123456789. ") for step in path.split(" > ")[:2])


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
