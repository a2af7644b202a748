"""docs/conformance.md names a test for each demand of a provider's contract: each of them is there."""

import re
from pathlib import Path

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "docs" / "conformance.md"


def test_every_test_that_is_named_is_there():
    named = sorted(set(re.findall(r"`([a-z_./]+\.py)::(test_[a-z0-9_]+)`", TABLE.read_text())))
    texts = {path: (HERE / path).read_text() for path, _ in named if (HERE / path).exists()}

    missing = [f"{path}::{name}" for path, name in named if f"def {name}(" not in texts.get(path, "")]

    assert missing == []
    assert len(named) > 200
