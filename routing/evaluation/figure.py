"""What an evaluation says: figures by name, what was wanted of them, and whether they are reached."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sklearn.metrics import f1_score

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A figure is a mean; `wanted` has the least (or, below `most`, the most) that will do."""

    name: str
    figures: Mapping[str, float]
    wanted: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)
    deviations: Mapping[str, float] = field(default_factory=dict)
    texts: int = 0
    calibration: Mapping[str, Sequence[Sequence[float]]] = field(default_factory=dict)  # said, came, number

    @property
    def is_reached(self) -> bool:
        return all(self.figures[name] >= least for name, least in self.wanted.items()) and all(
            self.figures[name] <= most for name, most in self.most.items()
        )

    def line(self) -> str:
        return json.dumps(
            {
                "evaluation": self.name,
                "reached": self.is_reached,
                "figures": {name: round(value, 4) for name, value in self.figures.items()},
                "deviations": {name: round(value, 4) for name, value in self.deviations.items()},
                "wanted": dict(self.wanted),
                "at_most": dict(self.most),
                "texts": self.texts,
                **({"calibration": dict(self.calibration)} if self.calibration else {}),
            }
        )


@dataclass(frozen=True, slots=True)
class Score:
    accuracy: float
    macro_f1: float
    calibration: float  # expected calibration error over ten equal bins (Guo et al. 2017)

    @classmethod
    def of(cls, labels: Sequence[str], known: Array, sure: Array) -> Score:
        """`sure`: a row a text, a column for each of the known labels."""
        guessed, truth = known[sure.argmax(axis=1)], np.array(labels)
        return cls(
            float((guessed == truth).mean()),
            float(f1_score(truth, guessed, average="macro")),
            _calibration(sure.max(axis=1), guessed == truth),
        )


def mean_of(scores: Sequence[Score]) -> tuple[dict[str, float], dict[str, float]]:
    names = ("accuracy", "macro_f1", "calibration")
    values = {name: [getattr(score, name) for score in scores] for name in names}
    return (
        {name: float(np.mean(found)) for name, found in values.items()},
        {name: float(np.std(found)) for name, found in values.items()},
    )


def _calibration(sure: Array, right: Array) -> float:
    bins = np.minimum((sure * 10).astype(int), 9)
    parts = [(bins == number) for number in range(10)]
    return float(sum(abs(sure[one].mean() - right[one].mean()) * one.mean() for one in parts if one.any()))
