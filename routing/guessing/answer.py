"""What was learned says of one text. Pure: no learner is needed to hold or to apply it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    subject: str
    version: int  # the id of the LearnedVersion
    label: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()  # the next likely
    words: tuple[tuple[str, float], ...] = ()  # that spoke most for the label
    is_strange: bool = False  # like little that was learned: a person looks, however sure it seems

    def as_data(self) -> dict[str, Any]:
        return {
            "subject": self.subject,
            "version": self.version,
            "label": self.label,
            "confidence": self.confidence,
            "others": [list(one) for one in self.others],
            "words": [list(one) for one in self.words],
            "is_strange": self.is_strange,
        }
