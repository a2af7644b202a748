"""docs/conformance.md names a test for each demand of a provider's contract: each of them is there."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_every_test_that_is_named_is_there():
    named = set(re.findall(r"`(test_[a-z0-9_]+)`", (TESTS.parent / "docs" / "conformance.md").read_text()))
    there = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_[a-z0-9_]+)\(", path.read_text(), re.MULTILINE)
    }

    assert sorted(named - there) == []
    assert len(named) > 200
