"""docs/security.md is the whole list, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTER = (ROOT / "docs/security.md").read_text()
LINE = re.compile(r"^\| (N\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
LAST = 69


def test_every_attack_of_the_list_has_one_line():
    assert [name for name, _, _ in LINE.findall(REGISTER)] == [f"N{n}" for n in range(1, LAST + 1)]


def test_a_line_names_its_tests_or_says_why_there_are_none():
    for name, words, proof in LINE.findall(REGISTER):
        assert NAMED.search(proof) or ("cannot apply" in words and proof == "no door"), name


def test_every_test_that_is_named_exists():
    named = set(NAMED.findall(REGISTER))
    there = {(path, test) for path in {path for path, _ in named} for test in functions_of(ROOT / path)}

    assert len(named) > 100
    assert sorted(named - there) == []


def functions_of(path: Path) -> set[str]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text()) if path.exists() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, functions)}
