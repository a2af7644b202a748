"""How right guesses are, on tickets that nobody learned from. Pure, and without a learner's libraries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

BINS = 10
STEPS = range(0, 100, 5)  # thresholds in percent that the page can show


class Said(NamedTuple):
    label: str
    sure: float
    is_strange: bool = False  # then a person looks


Pairs = Sequence[tuple[str, Said]]


def figures(truth: Sequence[str], answers: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Accuracy and mean F1 over the labels; of each label how often it was said and right; how often what was
    said to be so sure was right (calibration), and how many tickets a threshold leaves to people. `answers`:
    a Said each.
    """
    pairs = [(true, Said(*one)) for true, one in zip(truth, answers, strict=True)]
    if not pairs:
        return {}
    by_label = [_of_label(label, pairs) for label in sorted(set(truth))]
    right = sum(said.label == true for true, said in pairs)
    return {
        "tickets": len(pairs),
        "accuracy": round(right / len(pairs), 4),
        "macro_f1": round(sum(one["f1"] for one in by_label) / len(by_label), 4),
        "labels": by_label,
        "bins": _bins(pairs),
        "thresholds": [_from(percent, pairs) for percent in STEPS],
        "confused": _confused(pairs),
    }


def is_better(new: dict[str, Any], live: dict[str, Any]) -> bool:
    """On the same tickets. Both measured by the mean F1: what is rare counts like what is frequent."""
    if not new:
        return not live  # nothing to measure by: as good as nothing that was measured
    return not live or new["macro_f1"] > live["macro_f1"]


def _of_label(label: str, pairs: Pairs) -> dict[str, Any]:
    there = [said for true, said in pairs if true == label]
    said = [true for true, one in pairs if one.label == label]
    hits = sum(one.label == label for one in there)
    precision, recall = hits / len(said) if said else 0.0, hits / len(there)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {
        "label": label,
        "tickets": len(there),
        "said": len(said),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "sure": round(sum(one.sure for one in there) / len(there), 4),
    }


def _bins(pairs: Pairs) -> list[dict[str, Any]]:
    """Tenths of confidence: how sure those were on the whole, and how often they were right."""
    found: list[dict[str, Any]] = []
    for number in range(BINS):
        inside = [one for one in pairs if min(int(one[1].sure * BINS), BINS - 1) == number]
        if inside:
            sure = sum(said.sure for _, said in inside)
            right, n = sum(said.label == true for true, said in inside), len(inside)
            found.append({"tickets": n, "sure": round(sure / n, 4), "right": round(right / n, 4)})
    return found


def _from(percent: int, pairs: Pairs) -> dict[str, Any]:
    sure = [(true, said) for true, said in pairs if said.sure * 100 >= percent and not said.is_strange]
    used = [said.label == true for true, said in sure]
    return {
        "percent": percent,
        "used": round(len(used) / len(pairs), 4),
        "right": round(sum(used) / len(used), 4) if used else None,
    }


def _confused(pairs: Pairs, most: int = 5) -> list[dict[str, Any]]:
    wrong = Counter((true, said.label) for true, said in pairs if true != said.label)
    return [{"true": true, "said": said, "tickets": n} for (true, said), n in wrong.most_common(most)]
