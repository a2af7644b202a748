"""One lesson in a process of its own: `python -m routing.learning.lesson FOLDER`. Its memory goes with it.

FOLDER/texts.json: {"learn": [[text, label], …], "held_out": [[text, label], …]}, the oldest first, and where
it stands FOLDER/live.npz. Written: FOLDER/learned.npz and FOLDER/answers.json: {"labels": […], "answers":
[[label, confidence, is_strange], …], "live_answers": […]}, an answer for each held-out text;
{"too_little": true} and no file where there are not two labels.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from routing.learning.learn import TooLittle, learn
from routing.learning.learned import Learned
from routing.learning.stored import Unreadable, read, write

BEHIND = 10  # as nice(1) counts: whoever answers customers goes first


def give(folder: Path) -> None:
    given = json.loads((folder / "texts.json").read_text())
    (folder / "answers.json").write_text(json.dumps(_learned(given, folder)))


def _learned(given: dict[str, Any], folder: Path) -> dict[str, Any]:
    texts, labels = zip(*given["learn"], strict=True) if given["learn"] else ((), ())
    try:
        learned = learn(texts, labels)
    except TooLittle:
        return {"too_little": True}
    write(learned, folder / "learned.npz")
    asked = [text for text, _ in given["held_out"]]
    return {
        "labels": [str(label) for label in learned.labels],
        "answers": _answers(learned, asked),
        "live_answers": _answers(_live(folder / "live.npz"), asked),
    }


def _live(path: Path) -> Learned | None:
    """One that cannot be read any more knows nothing."""
    try:
        return read(path)
    except (OSError, Unreadable):
        return None


def _answers(learned: Learned | None, texts: list[str]) -> list[tuple[str, float, bool]]:
    if learned is None or not texts:
        return []
    return [(guess.label, guess.confidence, guess.is_strange) for guess in learned.guess(texts)]


if __name__ == "__main__":
    os.nice(BEHIND)
    give(Path(sys.argv[1]))
