"""One process looks at several tickets at once: each reading is of its own text."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from routing.learning.meaning import readings

TEXTS = [" ".join(f"meja nomor {number} belum sampai" for _ in range(1 + number)) for number in range(24)]


@pytest.fixture
def hasty():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_read_what_one_alone_reads(hasty):
    alone = [readings([text]) for text in TEXTS]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: readings([text]), TEXTS * 4))

    assert all(np.array_equal(one, alone[at % len(TEXTS)]) for at, one in enumerate(together))


def test_a_text_that_could_not_be_read_leaves_nothing_behind():
    [before] = readings(["kursi patah"])

    with pytest.raises(Exception):  # noqa: B017 - whatever the encoder says of it
        readings(["sofa rusak", None])

    assert np.array_equal(readings(["kursi patah"]), [before])
