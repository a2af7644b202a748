"""A mutant that no longer fits the code proves nothing, and `make mutants` is not run every day."""

import subprocess
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def test_every_mutant_fits_the_code_and_names_a_test_that_is_there():
    wrong = {}
    for patch in sorted(HERE.glob("*.patch")):
        first, _, _ = patch.read_text().partition("\n")
        file, *_, test = first.removeprefix("# test:").strip().partition("[")[0].split("::")
        named = ROOT / file
        if not named.is_file() or f"def {test}(" not in named.read_text():
            wrong[patch.name] = f"no test {first!r}"
        check = ["git", "apply", "--check", "-p1", str(patch)]
        applied = subprocess.run(check, cwd=ROOT, capture_output=True, text=True)
        if applied.returncode:
            wrong[patch.name] = applied.stderr
    assert not wrong
