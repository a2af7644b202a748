"""`make mutants` takes long; that none of them has come to nothing is seen here."""

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest

MUTANTS = sorted((Path(__file__).parent / "mutants").glob("*.patch"), key=lambda patch: patch.stem)


@pytest.mark.parametrize("patch", MUTANTS, ids=lambda patch: patch.stem)
def test_a_mutant_fits_the_code_and_names_a_test_that_is_there(patch):
    root = patch.parents[2]
    file, *names = patch.read_text().partition("\n")[0].removeprefix("# test:").strip().split("::")

    applied = subprocess.run(
        ["git", "apply", "--check", "-p1", patch], cwd=root, capture_output=True, text=True
    )

    assert applied.returncode == 0, applied.stderr
    assert names, "a whole file is no test"
    assert names[-1].partition("[")[0] in named_in(root / file)


@cache
def named_in(file: Path) -> set[str]:
    tree = ast.walk(ast.parse(file.read_text()))
    return {each.name for each in tree if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
