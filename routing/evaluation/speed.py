"""What learning and guessing cost: 50,000 texts in a process of its own, then one text after the other."""

from __future__ import annotations

import resource
import time
from itertools import chain, islice, product
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from routing.evaluation import corpora
from routing.evaluation.figure import Evaluated
from routing.learning.learn import learn

TEXTS, GUESSES = 50_000, 200


def speed(root: Path) -> Evaluated:
    """Seconds and MB of a process that does nothing else, its libraries counted in."""
    with get_context("spawn").Pool(1) as apart:
        figures = apart.apply(_measured, (root,))
    return Evaluated(
        name="speed",
        figures=figures,
        most={"training_seconds": 300, "training_mb": 600, "guess_ms_p95": 15, "serving_mb": 500},
        texts=TEXTS,
    )


def _measured(root: Path) -> dict[str, float]:
    texts, labels = _many(root)
    began, worked = time.perf_counter(), time.process_time()
    learned = learn(texts, labels)
    trained, worked = time.perf_counter() - began, time.process_time() - worked
    took = []
    for text in texts[:GUESSES]:
        began = time.perf_counter()
        learned.guess([text])
        took.append(1000 * (time.perf_counter() - began))
    return {
        "training_seconds": trained,
        "training_cpu_seconds": worked,  # the same where nobody else is at work
        "training_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "guess_ms_p50": float(np.percentile(took, 50)),
        "guess_ms_p95": float(np.percentile(took, 95)),
        "labels": float(len(learned.labels)),
        "serving_mb": _now() / 1024,
    }


def _many(root: Path) -> tuple[list[str], list[str]]:
    """Complaints and questions of several corpora, none twice: a sentence of one beside one of another."""
    first, second = corpora.pln(root).frequent(10), corpora.smsa(root, "train")
    alone = zip(first.texts, first.labels, strict=True)
    pairs = product(zip(first.texts, first.labels, strict=True), second.texts[:: len(second) // 5])
    longer = ((f"{text} {more}", label) for (text, label), more in pairs)
    found = list(islice(chain(alone, longer), TEXTS))
    return [text for text, _ in found], [label for _, label in found]


def _now() -> float:
    """kB that this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return float(status.partition("VmRSS:")[2].split()[0])
